/** Pixels of a picture's width: a card's, on a display of two pixels for each of CSS. */
const WIDTH = 640;
/** A cell's height by its width, as the terminal's font has it. */
const TALL = 2;
/** Pixels of the font before it is scaled to the cell. */
const FONT_SIZE = 20;
/** Marks a colour of 24 bits. */
const RGB = 0x1000000;
/** The palette's first colours are the theme's; then xterm's 6x6x6 cube and 24 greys. */
const NAMES = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];
const CUBE = 16;
const GREYS = 232;

/** Of two columns: close to UAX #11's W and F, close enough for a picture. */
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|[\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const JOINING = /[\p{M}\u200d]/u;

/**
 * Draws what a session shows, as `GET /api/sessions/{id}/screen` tells it in JSON, on a canvas; knows nothing of where it comes from.
 *
 * @param {HTMLCanvasElement} canvas takes the picture's size
 * @param {object} screen
 * @param {object} theme as {@link palette} gives it
 */
export function draw(canvas, screen, theme) {
  const cell = { width: WIDTH / screen.cols, height: WIDTH / screen.cols * TALL };
  canvas.width = WIDTH;
  canvas.height = Math.max(1, Math.round(cell.height * screen.rows));
  const context = canvas.getContext('2d', { alpha: false });
  context.fillStyle = theme.background;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.font = `${FONT_SIZE}px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace`;
  context.textBaseline = 'middle';
  const scale = cell.width / context.measureText('M').width;
  screen.lines.forEach((line, row) => drawLine(context, line, row, cell, scale, theme));
  if (screen.cursor.visible) {
    context.fillStyle = theme.cursor;
    context.globalAlpha = 0.8;
    context.fillRect(screen.cursor.col * cell.width, screen.cursor.row * cell.height, cell.width, cell.height);
    context.globalAlpha = 1;
  }
}

function drawLine(context, line, row, cell, scale, theme) {
  let column = 0;
  for (const run of line.runs ?? [{ text: line.text }]) {
    const columns = columnsOf(run.text);
    drawRun(context, run, { x: column * cell.width, y: row * cell.height, width: columns * cell.width }, cell, scale, theme);
    column += columns;
  }
}

function drawRun(context, run, place, cell, scale, theme) {
  const has = (style) => run.styles?.includes(style) ?? false;
  const { foreground, background } = colorsOf(run, has('inverse'), theme);
  if (background !== theme.background) {
    context.fillStyle = background;
    context.fillRect(place.x, place.y, place.width, cell.height + 0.5);
  }
  if (has('invisible') || run.text.trim() === '') {
    return;
  }
  context.fillStyle = foreground;
  context.globalAlpha = has('dim') ? 0.6 : 1;
  context.save();
  context.translate(place.x, place.y + cell.height / 2);
  context.scale(scale, scale);
  context.fillText(run.text, 0, 0);
  if (has('bold')) {
    context.fillText(run.text, 0.8, 0); // heavier without another font, whose columns would be others
  }
  context.restore();
  if (has('underline')) {
    context.fillRect(place.x, place.y + cell.height * 0.92, place.width, 1);
  }
  context.globalAlpha = 1;
}

function colorsOf({ foreground, background }, inverse, theme) {
  const front = colorOf(foreground, theme) ?? theme.foreground;
  const back = colorOf(background, theme) ?? theme.background;
  return inverse ? { foreground: back, background: front } : { foreground: front, background: back };
}

/** @param {number | null | undefined} color 0 to 255, or {@link RGB} and 24 bits; null is the default @returns {string | null} as CSS has it */
export function colorOf(color, theme) {
  if (color === null || color === undefined) {
    return null;
  }
  if (color < CUBE) {
    const name = NAMES[color % NAMES.length];
    return theme[color < NAMES.length ? name : `bright${name[0].toUpperCase()}${name.slice(1)}`];
  }
  return `#${rgbOf(color).toString(16).padStart(6, '0')}`;
}

function rgbOf(color) {
  if (color >= RGB) {
    return color - RGB;
  }
  if (color >= GREYS) {
    return (8 + 10 * (color - GREYS)) * 0x10101;
  }
  const level = (step) => step === 0 ? 0 : 55 + 40 * step;
  const cube = color - CUBE;
  return level(Math.floor(cube / 36)) * 0x10000 + level(Math.floor(cube / 6) % 6) * 0x100 + level(cube % 6);
}

/** Columns that a text takes. */
export function columnsOf(text) {
  if (/^[\x20-\x7e]*$/.test(text)) {
    return text.length;
  }
  let columns = 0;
  for (const character of text) {
    columns += JOINING.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  }
  return columns;
}
