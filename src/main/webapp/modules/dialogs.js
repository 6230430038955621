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

/** Says what went wrong, until it is dismissed or something else goes wrong. */
export function complain(message) {
  const notice = document.getElementById('notice');
  notice.querySelector('[data-text]').textContent = message;
  notice.hidden = false;
}

export function listenToNotice() {
  const notice = document.getElementById('notice');
  notice.querySelector('button').addEventListener('click', () => { notice.hidden = true; });
}
