import './nonce.js';
import { Api } from './api.js';
import { ask, complain, explain, listenToNotice } from './dialogs.js';
import { KeyBar } from './keybar.js';
import { Pane } from './pane.js';
import { People } from './people.js';
import { StatusLine } from './statusline.js';
import { Screen, follow } from './terminal.js';
import { ThisTab } from './thistab.js';

/** How a WebSocket, whose headers a page cannot choose, carries the secret of a link. */
const SHARE_SUBPROTOCOL = 'longshell.share.';
const OVER = 'This link is not good, or not any more';

/** A share link's page: the one session that it opens. Its secret stays behind `#`, where no server and no Referer sees it. */
class GuestPage {
  #page = document.getElementById('guest');
  #stage = document.getElementById('stage');
  #welcome = document.getElementById('welcome');
  #secret = location.hash.slice(1);
  #base = this.#page.dataset.base ?? '';
  #api = new Api(this.#base, `Share ${this.#secret}`);
  #people = new People(document);
  #keyBar = new KeyBar(document.getElementById('key-bar'), () => this.#pane);
  #status = new StatusLine(document, (action) => this.#act(action), false);
  #name = 'Shared session';
  #pane = null;
  #asking = false;

  constructor() {
    listenToNotice();
    document.addEventListener('click', (event) => this.#act(event.target.closest('[data-action]')?.dataset.action));
    document.addEventListener('visibilitychange', () => this.#pane?.pageVisible(!document.hidden));
    addEventListener('offline', () => this.#pane?.offline());
    addEventListener('online', () => this.#pane?.hurry());
    addEventListener('hashchange', () => location.reload());
    this.#begin();
  }

  async #begin() {
    this.#welcome.hidden = true;
    const invitation = await this.#invitation();
    if (invitation) {
      this.#name = invitation.name ?? this.#name;
      this.#page.classList.toggle('has-session', invitation.role === 'operator'); // the keys of a phone
      this.#pane = this.#newPane(invitation);
      this.#pane.show();
    }
  }

  /** Null, and said, when there is none. */
  async #invitation() {
    try {
      return await this.#api.invitation();
    } catch (problem) {
      if (problem.name !== 'Problem') {
        throw problem;
      }
      this.#say(problem);
      return null;
    }
  }

  #say({ code, message }) {
    const over = code === 'unauthenticated';
    this.#leave();
    this.#welcome.hidden = false;
    this.#welcome.querySelector('[data-field="heading"]').textContent = over ? OVER : 'The session cannot be shown just now';
    this.#welcome.querySelector('[data-field="advice"]').textContent = over ? 'Ask whoever gave it to you for another.' : message;
    this.#welcome.querySelector('button').hidden = over;
  }

  /** Nothing of the session stays before somebody who may not see it. */
  #leave() {
    this.#pane?.dispose();
    this.#pane = null;
    this.#page.classList.remove('has-session');
    this.#draw();
  }

  #newPane({ session, kind }) {
    const element = document.createElement('div');
    element.className = 'terminal';
    this.#stage.append(element);
    const { scrollback, breakerReset } = this.#page.dataset;
    return new Pane(new Screen(element, Number(scrollback)), {
      kind,
      address: `${location.origin.replace(/^http/, 'ws')}${this.#base}/ws/${kind}/${encodeURIComponent(session)}`,
      viewer: new ThisTab(),
      openFor: Number(breakerReset),
      open: (url, subprotocol) => new WebSocket(url, [subprotocol, SHARE_SUBPROTOCOL + this.#secret]),
      host: {
        modifiers: this.#keyBar,
        changed: () => this.#changed(),
        refused: complain,
        explain,
        link: (uri) => this.#followLink(uri),
        restart() {},
        loginEnds() {},
        find() {},
        top() {},
        said() {},
      },
    });
  }

  #changed() {
    const state = this.#pane?.state;
    if (state?.name === 'stopped' || state?.name === 'login') {
      this.#say({ code: 'unauthenticated' });
      return;
    }
    this.#draw();
    if (state?.name === 'waiting' && !state.opened) {
      this.#askWhetherGood();
    }
  }

  /** A socket that was refused before it opened does not tell why; the API does. */
  async #askWhetherGood() {
    if (this.#asking) {
      return;
    }
    this.#asking = true;
    try {
      await this.#api.invitation();
    } catch (problem) {
      if (problem.name !== 'Problem') {
        throw problem;
      }
      if (problem.code === 'unauthenticated') {
        this.#say(problem);
      }
    } finally {
      this.#asking = false;
    }
  }

  #draw() {
    const name = this.#pane?.title || this.#name;
    document.title = `${name} · Longshell`;
    this.#status.show(this.#pane ? name : '', this.#pane);
    this.#people.show(this.#pane);
  }

  #act(action) {
    const actions = {
      people: () => this.#people.toggle(),
      take: () => this.#pane?.take(),
      drop: () => this.#pane?.dropWaiting(),
      now: () => this.#pane?.hurry(),
      resume: () => this.#pane?.resume(),
      again: () => this.#begin(),
    };
    actions[action]?.();
  }

  async #followLink(uri) {
    if (await ask('link-dialog', (form) => { form.querySelector('[data-field="uri"]').textContent = uri; })) {
      follow(uri);
    }
    this.#pane?.focus();
  }
}

new GuestPage();
