/** The flags of the kitty keyboard protocol, all of which are known. */
const FLAGS = 31;
/** Flags that a buffer keeps below those in force, as in the keeper's screen (KeyboardFlags). */
const DEEPEST = 16;
/** The resource of that name in XTMODKEYS. */
const MODIFY_OTHER_KEYS = 4;

/** The kitty keyboard flags of one buffer. */
class BufferFlags {
  stack = [];
  flags = 0;

  push(flags) {
    this.stack.push(this.flags);
    if (this.stack.length > DEEPEST) {
      this.stack.shift();
    }
    this.flags = flags;
  }

  pop(count) {
    for (let popped = 0; popped < Math.min(count, DEEPEST + 1); popped += 1) {
      this.flags = this.stack.pop() ?? 0;
    }
  }

  set(flags, how) {
    const changed = { 1: flags, 2: this.flags | flags, 3: this.flags & ~flags };
    this.flags = changed[how] ?? this.flags;
  }
}

/**
 * What a program asked of the keyboard, read from its output: xterm.js 6.0.0 knows neither the kitty keyboard protocol
 * nor modifyOtherKeys of xterm (XTMODKEYS). The keeper's screen reads the same sequences the same way, answers the
 * queries, and has the state in its snapshots.
 */
export class KeyboardModes {
  #terminal;
  #buffers;
  #modifyOtherKeys;

  /** @param {import('@xterm/xterm').Terminal} terminal as new */
  constructor(terminal) {
    this.#terminal = terminal;
    this.#reset();
    const { parser } = terminal;
    const listen = (id, action) => parser.registerCsiHandler(id, (parameters) => {
      action(parameters.filter(Number.isInteger)); // no sub-parameters
      return true;
    });
    listen({ prefix: '>', final: 'u' }, ([flags]) => this.#shown.push(flags & FLAGS));
    listen({ prefix: '<', final: 'u' }, ([count]) => this.#shown.pop(Math.max(1, count)));
    listen({ prefix: '=', final: 'u' }, ([flags, how]) => this.#shown.set(flags & FLAGS, how || 1));
    listen({ prefix: '>', final: 'm' }, (parameters) => this.#modify(parameters));
    listen({ prefix: '>', final: 'n' }, ([what]) => what === MODIFY_OTHER_KEYS && this.#modify([what]));
    parser.registerCsiHandler({ intermediates: '!', final: 'p' }, () => this.#reset()); // DECSTR
    parser.registerEscHandler({ final: 'c' }, () => this.#reset()); // RIS
  }

  /** Of the buffer shown. */
  get kittyFlags() {
    return this.#shown.flags;
  }

  /** 0, 1 or 2. */
  get modifyOtherKeys() {
    return this.#modifyOtherKeys;
  }

  /** All of it as plain data. */
  get state() {
    return { modifyOtherKeys: this.#modifyOtherKeys, ...this.#buffers };
  }

  get #shown() {
    return this.#buffers[this.#terminal.buffer.active.type];
  }

  /** Without a level the resource is given back, and without a resource all of them. */
  #modify([what, level = 0]) {
    if (level <= 2 && (what === MODIFY_OTHER_KEYS || what === 0 && level === 0)) {
      this.#modifyOtherKeys = level;
    }
  }

  /** @returns {boolean} false: xterm.js does what it does */
  #reset() {
    this.#buffers = { normal: new BufferFlags(), alternate: new BufferFlags() };
    this.#modifyOtherKeys = 0;
    return false;
  }
}
