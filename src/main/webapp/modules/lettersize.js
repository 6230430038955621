/** Pixels; smaller ones cannot be read at all, and what does not fit then is scrolled to. */
export const LEAST_FONT_SIZE = 4;
/** Pixels between two sizes that are tried. */
const STEP = 0.25;

/**
 * Finds the size of letters at which a terminal is seen whole, at most the usual one; knows nothing of xterm.js.
 *
 * A cell is a whole number of pixels, so what fits does not follow from the size of the letters: each size is measured before it is taken. The first
 * ones come from the proportions and are close; from there the size goes down until everything fits.
 *
 * @param {{columns: number, rows: number}} wanted what is to be seen
 * @param {number} usual pixels
 * @param {(pixels: number) => {columns: number, rows: number} | null} roomAt sets that size and measures how many cells fit then; null while nothing is shown
 * @returns {number} pixels, at least {@link LEAST_FONT_SIZE}
 */
export function letterSize({ columns, rows }, usual, roomAt) {
  let pixels = usual;
  for (let guess = 0; guess < 2; guess += 1) {
    const room = roomAt(pixels);
    if (room === null) {
      return usual;
    }
    pixels = within(usual, Math.floor(pixels * Math.min(room.columns / columns, room.rows / rows) / STEP) * STEP);
  }
  let room = roomAt(pixels);
  while (pixels > LEAST_FONT_SIZE && (room.columns < columns || room.rows < rows)) {
    pixels = within(usual, pixels - STEP);
    room = roomAt(pixels);
  }
  return pixels;
}

function within(usual, pixels) {
  return Math.max(LEAST_FONT_SIZE, Math.min(usual, pixels));
}
