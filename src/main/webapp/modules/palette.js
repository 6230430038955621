const COLORS = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];
const OTHERS = ['background', 'foreground', 'cursor', 'cursorAccent', 'selectionBackground', 'selectionInactiveBackground',
  'scrollbarSliderBackground', 'scrollbarSliderHoverBackground', 'scrollbarSliderActiveBackground'];

/** The terminal's colours, as the design tokens of the present theme name them: --terminal-red, --terminal-bright-red, --terminal-cursor-accent. */
export function palette(element = document.documentElement) {
  const style = getComputedStyle(element);
  const names = [...OTHERS, ...COLORS, ...COLORS.map((color) => `bright${color[0].toUpperCase()}${color.slice(1)}`)];
  return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--terminal-${dashed(name)}`).trim()]));
}

/**
 * The least contrast of letters to what is behind them (WCAG 2.2, 1.4.3 AA), as VS Code has it. Programs choose
 * colours for a dark terminal: bright white, pale green and pink cannot be read on a light one. 1 changes nothing.
 */
export function leastContrast(element = document.documentElement) {
  return element.dataset.theme === 'light' ? 4.5 : 1;
}

function dashed(name) {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** xterm.js takes no names of colours. */
function color(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** Of what is found, for the search. */
export function matchColors() {
  return {
    matchBackground: color('--find-match'), matchOverviewRuler: color('--find-present'),
    activeMatchBackground: color('--find-present'), activeMatchColorOverviewRuler: color('--find-present'),
  };
}

/** Of the one found that is in front, for the terminal. */
export function presentMatchColors() {
  const background = color('--find-present');
  return { selectionBackground: background, selectionInactiveBackground: background, selectionForeground: color('--find-present-text') };
}
