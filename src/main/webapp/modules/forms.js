/**
 * Milliseconds within which a form is sent once: longer than an answer takes, so that a second click does not do what the first did and hide what it was told (a password
 * that is shown once); not for ever, for somebody may have stopped the first.
 */
const ONCE_WITHIN = 5000;

/** When the forms of this page were sent, on the clock of their events. */
const sentAt = new WeakMap();

addEventListener('submit', (event) => {
  const form = event.target;
  if (form.method !== 'post') {
    return;
  }
  if (event.timeStamp - sentAt.get(form) < ONCE_WITHIN) {
    event.preventDefault();
    return;
  }
  sentAt.set(form, event.timeStamp);
});
