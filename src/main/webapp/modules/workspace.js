import './nonce.js';
import { Address } from './address.js';
import { Api } from './api.js';
import { clock } from './clock.js';
import { ask, complain, explain, listenToNotice } from './dialogs.js';
import { KeyBar } from './keybar.js';
import { Leaving } from './leaving.js';
import { Login } from './login.js';
import { News } from './news.js';
import { Overview } from './overview.js';
import { Pane } from './pane.js';
import { People } from './people.js';
import { Reading } from './reading.js';
import { SessionList, isOver, nameEnding, nameOf } from './sessions.js';
import { Sharing } from './sharing.js';
import { Spare } from './spare.js';
import { StatusLine } from './statusline.js';
import { follow } from './terminal.js';
import { ThisTab } from './thistab.js';
import { Toasts } from './toasts.js';

/** Milliseconds between two looks at the list, while the page is visible; and while all sessions are shown. */
const REFRESH_EVERY = 4000;
const REFRESH_OVERVIEW_EVERY = 2000;
/** The address of all sessions at once. */
const ALL = 'all';

/** What is done at a click and opens nothing: the keys then go to the terminal again, not to the button. */
const GIVES_FOCUS_BACK = new Set(['extend', 'keep', 'release', 'now', 'resume']);

/** No keeper has its session, which is on the list all the same. */
const isMissing = (pane) => pane?.state.name === 'stopped' && pane.state.code === 4404;

/** A project's page: which sessions there are and which one is before you. It acts through the API and never by a postback, so no restart of the server can break it. */
class Workspace {
  #page = document.getElementById('workspace');
  /** A viewer of the project watches its sessions, and begins, names and ends none. */
  #mayOperate = this.#page.dataset.role !== 'viewer';
  #spare = new Spare(document.getElementById('stage'), Number(this.#page.dataset.scrollback));
  /** What is being done to sessions at the server, as action and id. */
  #underWay = new Set();
  #welcome = document.getElementById('welcome');
  #all = document.getElementById('all-sessions');
  /** The context path: Facelets leaves an empty attribute out. */
  #base = this.#page.dataset.base ?? '';
  #api = new Api(this.#base);
  #address = new Address(window, () => this.#showNamed());
  #leaving = new Leaving(this.#api);
  #login = new Login(this.#api, () => this.#loggedInAgain());
  #list = new SessionList(document.getElementById('sessions'), document.getElementById('session-row'), document.getElementById('no-sessions'));
  #keyBar = new KeyBar(document.getElementById('key-bar'), () => this.#pane);
  #status = new StatusLine(document, (action) => this.#act(action, this.#present), this.#mayOperate);
  #overview = new Overview(document.getElementById('overview'), document.getElementById('session-card'), (id, signal) => this.#api.screen(id, {}, signal));
  #toasts = new Toasts(document.getElementById('toasts'), document.getElementById('toast'), (id) => this.#show(id));
  #people = new People(document);
  #sharing = new Sharing(this.#api, document.getElementById('share-dialog'), new URL(`${this.#base}/`, location.href));
  #share = document.getElementById('share');
  #ending = document.getElementById('end');
  #reading = new Reading(this.#api, () => this.#pane && { id: this.#present, screen: this.#pane.screen }, (action) => this.#attempt(action));
  #panes = new Map();
  /** What happened in sessions that this page is not attached to. */
  #news = new Map();
  #present = null;
  #cancelRefresh = () => {};
  #renewing = null;

  constructor() {
    listenToNotice();
    document.addEventListener('click', (event) => this.#clicked(event));
    document.addEventListener('close', () => this.#focusFromButton(), true); // a dialog gives the focus to the button that opened it
    document.addEventListener('visibilitychange', () => this.#visibilityChanged());
    addEventListener('offline', () => this.#panes.forEach((pane) => pane.offline()));
    addEventListener('online', () => this.#panes.forEach((pane) => pane.hurry()));
    this.#refreshSoon(); // first: where all sessions are shown, their pictures are wanted sooner
    this.#showNamed();
    this.#draw();
    this.#spare.makeSoon();
  }

  get #pane() {
    return this.#panes.get(this.#present) ?? null;
  }

  /** What the address names; else the only session that runs, or all of them. */
  #showNamed() {
    const { name } = this.#address;
    const running = this.#list.all.filter((one) => one.state === 'running' || one.state === 'detached');
    const session = this.#list.get(name) ?? (running.length === 1 && name !== ALL ? running[0] : null);
    if (session) {
      this.#show(session.id, true);
      return;
    }
    this.#showAll(true);
  }

  /** @param {boolean} inPlace whether Back does not lead to what was shown before */
  #show(id, inPlace = false) {
    const session = this.#list.get(id);
    if (!session) {
      return;
    }
    if (this.#present !== id) {
      this.#reading.leave();
      this.#pane?.hide();
    }
    this.#present = id;
    if (!this.#panes.has(id)) {
      this.#panes.set(id, this.#newPane(session));
      this.#news.delete(id);
    }
    this.#draw();
    this.#pane.show();
    this.#draw();
    this.#named(id, inPlace);
    this.#drawer(false);
    this.#toasts.seen(id);
  }

  /** All sessions at once; without any, how to open one. */
  #showAll(inPlace = false) {
    this.#reading.leave();
    this.#pane?.hide();
    this.#present = null;
    this.#named(this.#list.all.length > 0 ? ALL : '', inPlace);
    this.#drawer(false);
    this.#draw();
    this.#refreshSoon(0);
  }

  #named(name, inPlace) {
    if (inPlace) {
      this.#address.replace(name);
    } else {
      this.#address.add(name);
    }
  }

  #newPane({ id, kind }) {
    const screen = this.#spare.take();
    screen.element.dataset.id = id;
    const origin = location.origin.replace(/^http/, 'ws');
    return new Pane(screen, {
      kind,
      address: `${origin}${this.#base}/ws/${kind}/${encodeURIComponent(id)}`,
      viewer: new ThisTab(),
      openFor: Number(this.#page.dataset.breakerReset),
      host: {
        modifiers: this.#keyBar,
        changed: () => this.#changed(id),
        restart: () => this.#mayOperate && this.#act('restart', id),
        refused: complain,
        explain,
        loginEnds: () => this.#renewLogin(),
        link: (uri) => this.#followLink(uri),
        find: () => this.#reading.find(),
        top: () => this.#attempt(() => this.#reading.readOn(clock.now())),
        said: (words) => this.#toasts.say(id, nameOf(this.#list.get(id) ?? { kind }, this.#panes.get(id)?.title), words),
      },
    });
  }

  #changed(id) {
    const pane = this.#panes.get(id);
    if (!pane) {
      return;
    }
    this.#asListed(id);
    this.#list.mark(id, pane);
    this.#list.tell(id, pane.news);
    if (id !== this.#present) {
      this.#entitle();
      return;
    }
    this.#draw();
    if (pane.state.name === 'login') {
      this.#login.ask();
    }
    if (pane.state.name === 'waiting' && !pane.state.opened) {
      this.#login.askIfOver();
    }
    if (isMissing(pane)) {
      this.#refreshSoon(0);
    }
  }

  /** What is attached is told that a session was lost; that it was restored since, only the list knows, and of one that no keeper has any more also how it ended. */
  #asListed(id) {
    const pane = this.#panes.get(id);
    const session = this.#list.get(id);
    const restored = pane?.exit?.type === 'lost' && session?.state === 'restored';
    if (restored || isMissing(pane) && session && isOver(session)) {
      pane.exit = { ...session, type: session.state };
    }
  }

  #draw() {
    const session = this.#list.get(this.#present);
    const pane = this.#pane;
    const none = this.#list.all.length === 0;
    this.#welcome.hidden = pane !== null || !none;
    this.#overview.shown = pane === null && !none;
    this.#page.classList.toggle('has-session', pane !== null);
    this.#ending.dataset.over = String(pane !== null && (pane.exit !== null || session !== null && isOver(session)));
    nameEnding(this.#ending, 'this session');
    this.#status.show(this.#nameOfPresent(session, pane, none), pane);
    this.#people.show(pane);
    this.#share.hidden = !pane?.audience.mayType;
    this.#list.present(this.#present);
    this.#all.hidden = none;
    this.#all.setAttribute('aria-current', String(this.#overview.shown));
    if (session && pane) {
      this.#list.mark(this.#present, pane);
      this.#list.tell(this.#present, pane.news);
    }
    this.#entitle();
  }

  #nameOfPresent(session, pane, none) {
    if (session) {
      return nameOf(session, pane?.title);
    }
    return none ? '' : 'All sessions';
  }

  /** The browser's tab: what is before you, and how many other sessions call. */
  #entitle() {
    const session = this.#list.get(this.#present);
    const calling = [...this.#panes.values()].filter((pane) => pane.news.calls).length;
    const name = this.#nameOfPresent(session, this.#pane, this.#list.all.length === 0);
    document.title = (calling > 0 ? `(${calling}) ` : '') + [name, this.#page.dataset.name, 'Longshell'].filter(Boolean).join(' · ');
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
      all: () => this.#showAll(),
      rename: () => this.#once(action, id, () => this.#rename(id)),
      end: () => this.#once(action, id, () => this.#end(id)),
      restart: () => this.#once(action, id, () => this.#restart(id)),
      extend: () => this.#once(action, id, () => this.#stay(() => this.#api.extend(id))),
      keep: () => this.#once(action, id, () => this.#stay(() => this.#api.keep(id))),
      release: () => this.#once(action, id, () => this.#stay(() => this.#api.release(id))),
      people: () => this.#people.toggle(),
      take: () => this.#panes.get(id)?.take(),
      drop: () => this.#panes.get(id)?.dropWaiting(),
      now: () => this.#panes.get(id)?.hurry(),
      resume: () => this.#panes.get(id)?.resume(),
      login: () => this.#login.ask(),
      drawer: () => this.#drawer(),
      share: () => this.#sharing.open(id, this.#nameOfPresent(this.#list.get(id), this.#panes.get(id), false), () => this.#present === id),
      find: () => this.#reading.find(),
      history: () => this.#reading.read(),
    };
    await this.#attempt(actions[action] ?? (() => {}));
    if (GIVES_FOCUS_BACK.has(action) || action === 'people' && !this.#people.open) {
      this.#focusFromButton();
    }
  }

  /** Whoever went to a field or a dialog meanwhile stays there; a button that was hidden has left the focus to the body. */
  #focusFromButton() {
    const { activeElement, body } = document;
    if (!document.querySelector('dialog[open]') && (activeElement === body || activeElement?.matches('button'))) {
      this.#pane?.focus();
    }
  }

  /** Runs what may fail at the server, and says what failed. A login that is over is renewed, and the action tried once more. */
  async #attempt(action, mayLogIn = true) {
    try {
      await action();
    } catch (problem) {
      if (problem.name !== 'Problem') {
        throw problem;
      }
      if (problem.code === 'unauthenticated' && mayLogIn && await this.#login.ask()) {
        await this.#attempt(action, false);
        return;
      }
      complain(problem.message);
    }
  }

  /** A second click, or Enter once more, while the first is under way is none; nor is one on what is off the list. */
  async #once(action, id, doing) {
    const what = `${action} ${id}`;
    if (this.#underWay.has(what) || !this.#list.get(id)) {
      return;
    }
    this.#underWay.add(what);
    try {
      await doing();
    } finally {
      this.#underWay.delete(what);
    }
  }

  async #open() {
    const from = this.#present;
    const size = this.#pane ?? {};
    this.#opening(true);
    try {
      const session = await this.#api.open(this.#page.dataset.project, { kind: 'terminal', cols: size.columns, rows: size.rows });
      this.#list.put(session);
      this.#follow(from, session.id);
    } finally {
      this.#opening(false);
    }
  }

  /** Shows what a session led to, unless somebody went elsewhere meanwhile: what they type there is not for it. */
  #follow(from, id, inPlace = false) {
    if (this.#present === from) {
      this.#show(id, inPlace);
    }
  }

  /** One click opens one session: the button, which has the focus, must not take the keys that are meant for the shell. */
  #opening(now) {
    document.querySelectorAll('[data-action="open"]').forEach((button) => { button.disabled = now; });
  }

  async #rename(id) {
    const session = this.#list.get(id);
    const answer = await ask('rename-dialog', (form) => { form.elements.name.value = session.name ?? ''; });
    this.#pane?.focus();
    if (answer) {
      const renamed = await this.#api.rename(id, answer.get('name').trim());
      this.#change(renamed);
      this.#draw();
    }
  }

  async #end(id) {
    const session = this.#list.get(id);
    const over = this.#panes.get(id)?.exit || isOver(session);
    const name = nameOf(session, this.#panes.get(id)?.title);
    if (!over && !await ask('end-dialog', (form) => { form.querySelector('[data-field="name"]').textContent = name; })) {
      this.#pane?.focus();
      return;
    }
    this.#overview.remove(id);
    await this.#leaving.end(id);
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

  /** Opens another in the place of one that is over: a lost one stays on the list, and says where it went on. */
  async #restart(id) {
    const pane = this.#panes.get(id);
    const session = this.#list.get(id);
    if (session?.state === 'restored') {
      await this.#goOn(session);
      return;
    }
    if (pane?.exit?.type === 'lost' || session?.state === 'lost') {
      const fresh = await this.#api.restore(id);
      this.#list.put(fresh);
      this.#change({ ...this.#list.get(id), state: 'restored', successor: fresh.id });
      this.#asListed(id);
      this.#follow(id, fresh.id);
      return;
    }
    const fresh = await this.#api.restart(id, { cols: pane?.columns, rows: pane?.rows });
    this.#list.put(fresh);
    this.#follow(id, fresh.id, true);
    this.#forget(id);
  }

  async #goOn({ id, successor }) {
    const { successor: next } = successor ? { successor } : (await this.#api.sessions(this.#page.dataset.project)).find((one) => one.id === id) ?? {};
    if (!this.#list.get(next)) {
      complain('The session that went on in its place is off the list.');
      return;
    }
    this.#follow(id, next);
  }

  #change(session) {
    this.#list.show(this.#list.all.map((one) => (one.id === session.id ? session : one)));
  }

  async #stay(action) {
    await action();
    await this.#refresh();
  }

  #forget(id) {
    this.#panes.get(id)?.dispose();
    this.#panes.delete(id);
    this.#list.remove(id);
    if (this.#present === id) {
      this.#present = null;
      this.#address.replace('');
      this.#showNamed();
    }
    this.#draw();
  }

  async #refresh() {
    const turn = this.#list.ask();
    const all = await this.#api.sessions(this.#page.dataset.project);
    if (this.#list.isOld(turn)) {
      return;
    }
    const before = new Map(this.#list.all.map((session) => [session.id, session.lastActivityAt]));
    const sessions = all.filter((session) => !this.#leaving.has(session.id));
    this.#list.show(sessions, turn);
    sessions.forEach((session) => this.#tellOf(session, before.get(session.id)));
    this.#forgetAllBut(all);
    this.#draw();
    await Promise.all([this.#leaving.takeOff(all), this.#overview.show(sessions, (id) => this.#panes.get(id)?.title ?? '')]);
  }

  /** What somebody else took off the list has nothing left to act on. */
  #forgetAllBut(sessions) {
    const ids = new Set(sessions.map((session) => session.id));
    [...this.#panes.keys()].filter((id) => !ids.has(id)).forEach((id) => this.#forget(id));
  }

  /** An attached session tells its own news; of the others the list tells that something happened. */
  #tellOf(session, activityBefore) {
    const pane = this.#panes.get(session.id);
    if (pane) {
      this.#asListed(session.id);
      this.#list.mark(session.id, pane);
      this.#list.tell(session.id, pane.news);
      return;
    }
    const news = this.#news.get(session.id) ?? new News(clock.now);
    this.#news.set(session.id, news);
    if (activityBefore && activityBefore !== session.lastActivityAt) {
      news.heard({ type: 'activity', active: true }, this.#overview.shown);
    }
    this.#list.tell(session.id, news);
  }

  /** The list is a convenience: when it cannot be had, the connection's own state says enough. A hidden page asks nothing. */
  #refreshSoon(wait = this.#overview.shown ? REFRESH_OVERVIEW_EVERY : REFRESH_EVERY) {
    this.#cancelRefresh();
    this.#cancelRefresh = clock.after(wait, async () => {
      if (document.hidden) {
        return;
      }
      try {
        await this.#refresh();
      } catch (problem) {
        if (problem.name !== 'Problem') {
          throw problem;
        }
        console.info(`The list of sessions stays as it is: ${problem.message}`);
      } finally {
        this.#refreshSoon();
      }
    });
  }

  #visibilityChanged() {
    this.#panes.forEach((pane) => pane.pageVisible(!document.hidden));
    if (!document.hidden) {
      this.#refreshSoon(0);
    }
  }

  #loggedInAgain() {
    this.#panes.forEach((pane) => pane.state.name === 'login' ? pane.resume() : pane.hurry());
    this.#pane?.focus();
  }

  /** Once for all panes: every socket of this login then lives on. */
  #renewLogin() {
    this.#renewing ??= this.#attempt(() => this.#api.refresh()).finally(() => { this.#renewing = null; });
  }

  #drawer(open = !this.#page.classList.contains('drawer-open')) {
    this.#page.classList.toggle('drawer-open', open);
    for (const button of document.querySelectorAll('[data-action="drawer"]')) {
      button.setAttribute('aria-expanded', String(open));
    }
  }
}

new Workspace();
