/**
 * Lets a terminal take lines without moving its scrollbar for each of them; knows nothing of what is written.
 *
 * xterm.js 6.0.0 sets two timers and measures for every line that scrolls, which was most of what a snapshot costs a page. No option of it helps, so
 * this reaches into it (`Viewport._sync`); where that looks different, nothing is held and all is as slow as before.
 *
 * @returns {() => void} to be called when the lines are there: the scrollbar follows, once
 */
export function holdScrollbar(terminal) {
  const viewport = terminal._core?._viewport;
  if (viewport?._isSyncing !== false || typeof viewport._sync !== 'function') {
    return () => {};
  }
  viewport._isSyncing = true;
  return () => {
    viewport._isSyncing = false;
    viewport._sync();
  };
}
