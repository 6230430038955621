/** The browser's monotonic clock in milliseconds, and its timers. Tests bring their own. */
export const clock = Object.freeze({
  now: () => performance.now(),
  after(milliseconds, action) {
    const timer = setTimeout(action, milliseconds);
    return () => clearTimeout(timer);
  },
});
