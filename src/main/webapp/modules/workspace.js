import { Api } from './api.js';
import { clock } from './clock.js';
import { ask, complain, listenToNotice } from './dialogs.js';
import { KeyBar } from './keybar.js';
import { Pane } from './pane.js';
import { SessionList, nameOf } from './sessions.js';
import { StatusLine } from './statusline.js';
import { follow } from './terminal.js';
import { viewerId } from './viewer.js';

/** Milliseconds between two looks at the list, while the page is visible. */
const REFRESH_EVERY = 10_000;

/** A project's page: which sessions there are and which one is before you. It acts through the API and never by a postback, so no restart of the server can break it. */
class Workspace {
  #page = document.getElementById('workspace');
  #stage = document.getElementById('stage');
  #welcome = document.getElementById('welcome');
  /** The context path: Facelets leaves an empty attribute out. */
  #base = this.#page.dataset.base ?? '';
  #api = new Api(this.#base);
  #list = new SessionList(document.getElementById('sessions'), document.getElementById('session-row'), document.getElementById('no-sessions'));
  #keyBar = new KeyBar(document.getElementById('key-bar'), () => this.#pane);
  #status = new StatusLine(document, (action) => this.#act(action, this.#present));
  #panes = new Map();
  #present = null;
  #asking = false;

  constructor() {
    listenToNotice();
    document.addEventListener('click', (event) => this.#clicked(event));
    document.addEventListener('visibilitychange', () => this.#visibilityChanged());
    addEventListener('online', () => this.#panes.forEach((pane) => pane.hurry()));
    addEventListener('hashchange', () => this.#showNamed());
    document.getElementById('login-dialog').querySelector('form').addEventListener('submit', (event) => this.#loginSubmitted(event));
    this.#showNamed();
    this.#draw();
    this.#refreshForEver();
  }

  get #pane() {
    return this.#panes.get(this.#present) ?? null;
  }

  /** The session of the address, else the newest that runs. */
  #showNamed() {
    const named = this.#list.get(location.hash.slice(1));
    const session = named ?? this.#list.all.find((one) => one.state === 'running' || one.state === 'detached');
    if (session) {
      this.#show(session.id);
    }
  }

  #show(id) {
    const session = this.#list.get(id);
    if (this.#present !== id) {
      this.#pane?.hide();
    }
    this.#present = id;
    history.replaceState(null, '', `#${id}`);
    if (!this.#panes.has(id)) {
      this.#panes.set(id, this.#newPane(session));
    }
    this.#drawer(false);
    this.#pane.show();
    this.#draw();
  }

  #newPane({ id, kind }) {
    const element = document.createElement('div');
    element.className = 'terminal';
    element.dataset.id = id;
    this.#stage.append(element);
    const { scrollback, breakerReset } = this.#page.dataset;
    const origin = location.origin.replace(/^http/, 'ws');
    return new Pane(element, {
      address: `${origin}${this.#base}/ws/${kind}/${encodeURIComponent(id)}`,
      viewer: viewerId(),
      scrollback: Number(scrollback),
      openFor: Number(breakerReset),
      host: {
        modifiers: this.#keyBar,
        changed: () => this.#changed(id),
        restart: () => this.#act('restart', id),
        refused: complain,
        link: (uri) => this.#followLink(uri),
      },
    });
  }

  #changed(id) {
    const pane = this.#panes.get(id);
    if (!pane) {
      return;
    }
    this.#list.mark(this.#present, id, pane);
    if (id !== this.#present) {
      return;
    }
    this.#draw();
    if (pane.state.name === 'login') {
      this.#logIn();
    }
    if (pane.state.name === 'waiting' && !pane.state.opened) {
      this.#askWhetherLoggedIn(pane);
    }
  }

  #draw() {
    const session = this.#list.get(this.#present);
    const pane = this.#pane;
    this.#welcome.hidden = pane !== null;
    this.#page.classList.toggle('has-session', pane !== null);
    const name = session ? nameOf(session, pane?.title) : '';
    document.title = [name, this.#page.dataset.name, 'Longshell'].filter(Boolean).join(' · ');
    this.#status.show(name, pane);
    if (this.#present) {
      this.#list.mark(this.#present, this.#present, pane);
    }
  }

  #clicked(event) {
    const button = event.target.closest('[data-action]');
    if (button) {
      this.#act(button.dataset.action, button.closest('[data-id]')?.dataset.id ?? this.#present);
    }
  }

  async #act(action, id) {
    const actions = {
      open: () => this.#open(),
      show: () => this.#show(id),
      rename: () => this.#rename(id),
      end: () => this.#end(id),
      restart: () => this.#restart(id),
      now: () => this.#panes.get(id)?.hurry(),
      resume: () => this.#panes.get(id)?.resume(),
      login: () => this.#logIn(),
      drawer: () => this.#drawer(),
    };
    await this.#attempt(actions[action] ?? (() => {}));
  }

  /** Runs what may fail at the server, and says what failed. A login that is over is renewed, and the action tried once more. */
  async #attempt(action, mayLogIn = true) {
    try {
      await action();
    } catch (problem) {
      if (problem.name !== 'Problem') {
        throw problem;
      }
      if (problem.code === 'unauthenticated' && mayLogIn && await this.#logIn()) {
        await this.#attempt(action, false);
        return;
      }
      complain(problem.message);
    }
  }

  async #open() {
    const size = this.#pane ?? {};
    const session = await this.#api.open(this.#page.dataset.project, { kind: 'terminal', cols: size.columns, rows: size.rows });
    this.#list.put(session);
    this.#show(session.id);
  }

  async #rename(id) {
    const session = this.#list.get(id);
    const answer = await ask('rename-dialog', (form) => { form.elements.name.value = session.name ?? ''; });
    if (answer) {
      const renamed = await this.#api.rename(id, answer.get('name').trim());
      this.#list.show(this.#list.all.map((one) => (one.id === id ? renamed : one)));
      this.#draw();
    }
    this.#pane?.focus();
  }

  async #end(id) {
    const session = this.#list.get(id);
    const over = this.#panes.get(id)?.exit || session.state === 'ended' || session.state === 'lost';
    const name = nameOf(session, this.#panes.get(id)?.title);
    if (!over && !await ask('end-dialog', (form) => { form.querySelector('[data-field="name"]').textContent = name; })) {
      this.#pane?.focus();
      return;
    }
    await this.#api.end(id);
    this.#forget(id);
    await this.#refresh();
  }

  /** What a program calls a link may not be where it leads. */
  async #followLink(uri) {
    if (await ask('link-dialog', (form) => { form.querySelector('[data-field="uri"]').textContent = uri; })) {
      follow(uri);
    }
    this.#pane?.focus();
  }

  async #restart(id) {
    await this.#open();
    await this.#api.end(id);
    this.#forget(id);
  }

  #forget(id) {
    this.#panes.get(id)?.dispose();
    this.#panes.delete(id);
    this.#list.remove(id);
    if (this.#present === id) {
      this.#present = null;
      history.replaceState(null, '', location.pathname + location.search);
      this.#showNamed();
    }
    this.#draw();
  }

  async #refresh() {
    const sessions = await this.#api.sessions(this.#page.dataset.project);
    this.#list.show(sessions);
    this.#panes.forEach((pane, id) => this.#list.mark(this.#present, id, pane));
    this.#draw();
  }

  /** The list is a convenience: when it cannot be had, the connection's own state says enough. */
  #refreshForEver() {
    clock.after(REFRESH_EVERY, async () => {
      if (!document.hidden) {
        await this.#refresh().catch((problem) => console.info(`The list of sessions stays as it is: ${problem.message}`));
      }
      this.#refreshForEver();
    });
  }

  #visibilityChanged() {
    this.#panes.forEach((pane) => pane.pageVisible(!document.hidden));
  }

  /** A socket that was refused before it opened does not tell why; the API does. */
  async #askWhetherLoggedIn(pane) {
    try {
      await this.#api.me();
    } catch (problem) {
      if (problem.code === 'unauthenticated' && await this.#logIn()) {
        pane.hurry();
      }
    }
  }

  /** @returns {Promise<boolean>} whether somebody logged in */
  async #logIn() {
    if (this.#asking) {
      return false;
    }
    this.#asking = true;
    const answer = await ask('login-dialog', (form) => { form.elements.password.value = ''; });
    this.#asking = false;
    if (!answer) {
      return false;
    }
    this.#panes.forEach((pane) => pane.state.name === 'login' ? pane.resume() : pane.hurry());
    this.#pane?.focus();
    return true;
  }

  async #loginSubmitted(event) {
    if (event.submitter?.value !== 'yes') {
      return;
    }
    event.preventDefault();
    const form = event.target;
    const refusal = form.querySelector('[data-field="refusal"]');
    refusal.textContent = '';
    try {
      await this.#api.login(form.elements.username.value, form.elements.password.value);
      form.closest('dialog').close('yes');
    } catch (problem) {
      refusal.textContent = problem.message;
    }
  }

  #drawer(open = !this.#page.classList.contains('drawer-open')) {
    this.#page.classList.toggle('drawer-open', open);
    for (const button of document.querySelectorAll('[data-action="drawer"]')) {
      button.setAttribute('aria-expanded', String(open));
    }
  }
}

new Workspace();
