/**
 * Tells how far a single finger is drawn over an element; knows nothing of what that moves. xterm.js 6.0.0 has no scrolling by touch.
 *
 * @param {HTMLElement} element
 * @param {(pixels: number) => void} onDrawn positive: downwards, towards what is older
 */
export function listenToFinger(element, onDrawn) {
  let before = null;
  const take = (event) => { before = event.touches.length === 1 ? event.touches[0].clientY : null; };
  element.addEventListener('touchstart', take, { passive: true });
  element.addEventListener('touchend', take, { passive: true });
  element.addEventListener('touchcancel', () => { before = null; }, { passive: true });
  element.addEventListener('touchmove', (event) => {
    const from = before;
    take(event);
    if (from !== null && before !== null) {
      onDrawn(before - from);
    }
  }, { passive: true });
}
