/**
 * Milliseconds within which a form is sent once: longer than an answer takes, so that a second click does not do what the first did and hide what it was told (a password
 * that is shown once); not for ever, for somebody may have stopped the first.
 */
const ONCE_WITHIN = 5000;

/** When the forms of this page were sent, on the clock of their events. */
const sentAt = new WeakMap();
/** The button whose question was answered with yes. */
let agreed = null;

addEventListener('submit', (event) => {
  const form = event.target;
  if (form.method !== 'post') {
    return;
  }
  if (event.submitter?.dataset.ask && event.submitter !== agreed) {
    event.preventDefault();
    ask(event.submitter);
    return;
  }
  agreed = null;
  if (event.timeStamp - sentAt.get(form) < ONCE_WITHIN) {
    event.preventDefault();
    return;
  }
  sentAt.set(form, event.timeStamp);
});

/** Asks before a button does what cannot be taken back: data-ask is the question, data-what what happens, data-yes the answer. */
function ask(button) {
  const dialog = document.getElementById('sure-dialog');
  document.getElementById('sure-title').textContent = button.dataset.ask;
  document.getElementById('sure-what').textContent = button.dataset.what;
  document.getElementById('sure-yes').textContent = button.dataset.yes;
  dialog.returnValue = '';
  dialog.addEventListener('close', () => {
    if (dialog.returnValue === 'yes') {
      agreed = button;
      button.form.requestSubmit(button);
    }
  }, { once: true });
  dialog.showModal();
}

// A reload asks for the page again and does not send its form again: a browser forgets the form of an entry whose address is replaced. Pages have no state on the
// server in which a password that is shown once could wait for the redirect that is usual here.
history.replaceState(history.state, '', location.href);

// What stands behind # names a session, and no server sees it: the login takes it along.
const login = document.getElementById('login');
if (login && location.hash) {
  const next = login.elements.next;
  next.value += location.hash;
  const openId = document.getElementById('openid');
  if (openId) {
    const address = new URL(openId.href);
    address.searchParams.set('next', next.value);
    openId.href = address.href;
  }
}
