import { ask } from './dialogs.js';

/** Asks who is at the page again once its login is over, in the page's own dialog, so that no terminal leaves it. Knows nothing of sessions. */
export class Login {
  #api;
  #form = document.getElementById('login-dialog').querySelector('form');
  #again;
  #asking = null;

  /** @param {function(): void} again is called when somebody has logged in again, here or elsewhere */
  constructor(api, again) {
    this.#api = api;
    this.#again = again;
    this.#form.addEventListener('submit', (event) => this.#submitted(event));
  }

  /** @returns {Promise<boolean>} whether somebody logged in; all who ask meanwhile get the same answer */
  ask() {
    this.#asking ??= this.#ask().finally(() => { this.#asking = null; });
    return this.#asking;
  }

  async #ask() {
    const answer = await this.#isLoggedIn() || await ask('login-dialog', (form) => { form.elements.password.value = ''; });
    if (!answer) {
      return false;
    }
    this.#again();
    return true;
  }

  /** A socket that was refused before it opened does not tell whether the login is over; the API does. */
  async askIfOver() {
    try {
      await this.#api.me();
    } catch (problem) {
      if (problem.name !== 'Problem') {
        throw problem;
      }
      if (problem.code === 'unauthenticated') {
        await this.ask();
      }
    }
  }

  /** Another tab, or a change of the password, may have brought a new login. */
  async #isLoggedIn() {
    try {
      return (await this.#api.me()).username === this.#form.elements.username.value;
    } catch (problem) {
      if (problem.name !== 'Problem') {
        throw problem;
      }
      return false;
    }
  }

  async #submitted(event) {
    if (event.submitter?.value !== 'yes') {
      return;
    }
    event.preventDefault();
    const refusal = this.#form.querySelector('[data-field="refusal"]');
    refusal.textContent = '';
    event.submitter.disabled = true; // a password that is wrong counts once, however hard the key is pressed
    try {
      await this.#api.login(this.#form.elements.username.value, this.#form.elements.password.value);
      this.#form.closest('dialog').close('yes');
    } catch (problem) {
      refusal.textContent = problem.message;
      if (problem.name !== 'Problem') {
        throw problem;
      }
    } finally {
      event.submitter.disabled = false;
    }
  }
}
