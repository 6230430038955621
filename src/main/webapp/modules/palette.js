const COLORS = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];
const OTHERS = ['background', 'foreground', 'cursor', 'cursorAccent', 'selectionBackground', 'selectionInactiveBackground',
  'scrollbarSliderBackground', 'scrollbarSliderHoverBackground', 'scrollbarSliderActiveBackground'];

/** The terminal's colours, as the design tokens of the present theme name them: --terminal-red, --terminal-bright-red, --terminal-cursor-accent. */
export function palette(element = document.documentElement) {
  const style = getComputedStyle(element);
  const names = [...OTHERS, ...COLORS, ...COLORS.map((color) => `bright${color[0].toUpperCase()}${color.slice(1)}`)];
  return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--terminal-${dashed(name)}`).trim()]));
}

function dashed(name) {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
