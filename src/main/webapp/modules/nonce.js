/**
 * Gives the page's nonce to every style element that a library makes, so that the page's policy can forbid all others (Content Security Policy Level 3,
 * section 6.7.3.3). Imported before the libraries.
 */
const nonce = document.querySelector('script[nonce]')?.nonce;
const createElement = document.createElement;

document.createElement = function createElementWithNonce(name, options) {
  const element = createElement.call(this, name, options);
  if (nonce && element instanceof HTMLStyleElement) {
    element.nonce = nonce;
  }
  return element;
};
