/**
 * Characters that are not seen, or that turn the direction of a line: controls, formats, separators of lines, halves of pairs (as dev.longshell.text.Visible has
 * it). The joiners U+200C and U+200D stay between two characters beyond ASCII.
 */
const HIDDEN = /(?<![^\x00-\x7f\p{Cc}\p{Cf}\p{Z}])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\x7f\p{Cc}\p{Cf}\p{Z}])|(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u034f\u115f\u1160\u3164\uffa0]/gu;

/** The text with U+FFFD in the place of each of them. @param {string} text of a program */
export function visible(text) {
  return text.replace(HIDDEN, '\ufffd');
}
