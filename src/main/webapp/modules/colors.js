/** OSC numbers: the palette, and the colours of foreground, background and cursor. */
const SETS = [4, 10, 11, 12];
const RESETS = [104, 110, 111, 112];

/**
 * Spares a terminal the reset of colours that nothing set: each snapshot begins with four, and for each of them xterm.js writes its style sheet, or draws its
 * letters, anew. Knows nothing of what the colours are.
 *
 * @param {import('@xterm/xterm').IParser} parser of a terminal that is as new
 */
export function keepUnsetColors(parser) {
  let isSet = false;
  for (const set of SETS) {
    parser.registerOscHandler(set, () => {
      isSet = true;
      return false;
    });
  }
  for (const reset of RESETS) {
    parser.registerOscHandler(reset, () => !isSet);
  }
}
