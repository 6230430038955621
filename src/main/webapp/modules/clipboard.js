/** Copies text; falls back to the old way on plain http, where the asynchronous clipboard does not exist. */
export async function copy(text) {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'offscreen';
  const focused = document.activeElement;
  (document.querySelector('dialog[open]') ?? document.body).append(area); // what is behind a dialog cannot be selected
  area.select();
  document.execCommand('copy');
  area.remove();
  focused?.focus();
}

/** Bytes of base64 that a program may put into the clipboard: 100 KiB of text. */
const MOST_FROM_PROGRAM = 140_000;

/** Copies what a program wants copied (OSC 52), if somebody is at this page: nothing may change under their hands elsewhere. @param {string} base64 of UTF-8 */
export async function copyForProgram(base64) {
  if (!document.hasFocus() || base64.length > MOST_FROM_PROGRAM) {
    return;
  }
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  await copy(new TextDecoder().decode(bytes));
}
