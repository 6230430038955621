import { clock } from './clock.js';

/** The workspace's questions, as `<dialog>` elements that the page brought; knows nothing of sessions. */

/** Asks in the dialog with that id. @returns {Promise<FormData | null>} its form, or null when it was cancelled */
export function ask(id, prepare = () => {}) {
  const dialog = document.getElementById(id);
  const form = dialog.querySelector('form');
  prepare(form);
  dialog.returnValue = '';
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes' ? new FormData(form) : null), { once: true });
  });
}

/** Milliseconds that a notice stays; longer while somebody points at it. */
const STAYS = 15_000;

let cancelLeaving = () => {};

/** Says what went wrong. */
export function complain(message) {
  say(message, 'bad');
}

/** Says why nothing happens where nothing went wrong. */
export function explain(message) {
  say(message, 'quiet');
}

function say(message, tone) {
  const notice = document.getElementById('notice');
  notice.dataset.tone = tone;
  notice.setAttribute('role', tone === 'bad' ? 'alert' : 'status');
  notice.querySelector('[data-text]').textContent = message;
  notice.hidden = false;
  leaveSoon(notice);
}

function leaveSoon(notice) {
  cancelLeaving();
  cancelLeaving = clock.after(STAYS, () => {
    if (notice.matches(':hover, :focus-within')) {
      leaveSoon(notice);
      return;
    }
    notice.hidden = true;
  });
}

export function listenToNotice() {
  const notice = document.getElementById('notice');
  notice.querySelector('button').addEventListener('click', () => { notice.hidden = true; });
}
