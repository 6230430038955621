/** @returns {boolean} whether the oldest line that this terminal holds is in view, and scrolling up is not for a program to see */
export function isAtTop({ buffer: { active }, modes }) {
  return active.type === 'normal' && active.viewportY === 0 && active.baseY > 0 && modes.mouseTrackingMode === 'none';
}

/**
 * Moves a terminal below a finger: what it points at stays there. A program that has the screen for itself, or asked for the mouse, is told what a wheel would
 * tell it, a notch for each line.
 */
export class FingerScroll {
  #terminal;
  #onTop;
  /** Pixels that are less than a line yet. */
  #rest = 0;

  /** @param {import('@xterm/xterm').Terminal} terminal @param {() => void} onTop there is nothing further up */
  constructor(terminal, onTop) {
    this.#terminal = terminal;
    this.#onTop = onTop;
  }

  /** See {@link Finger}. What is thrown moves this terminal only, no program and no page. */
  drawn(pixels, place, thrown) {
    const lines = this.#lines(pixels);
    if (this.#isForProgram) {
      this.#turn(thrown ? 0 : lines, place);
    } else if (!thrown && pixels > 0 && isAtTop(this.#terminal)) {
      this.#onTop();
    } else if (lines !== 0) {
      this.#terminal.scrollLines(lines);
    }
  }

  get #isForProgram() {
    const { buffer, modes } = this.#terminal;
    return buffer.active.type !== 'normal' || modes.mouseTrackingMode !== 'none';
  }

  /** Whole ones, negative upwards; none in a terminal that is hidden by now. */
  #lines(pixels) {
    const height = this.#screen.clientHeight / this.#terminal.rows;
    if (height === 0) {
      return 0;
    }
    const lines = Math.trunc((this.#rest - pixels) / height);
    this.#rest -= pixels + lines * height;
    return lines;
  }

  #turn(lines, { clientX, clientY }) {
    for (let line = 0; line < Math.abs(lines); line += 1) {
      this.#screen.dispatchEvent(new WheelEvent('wheel', { deltaY: Math.sign(lines), deltaMode: WheelEvent.DOM_DELTA_LINE, clientX, clientY, bubbles: true, cancelable: true }));
    }
  }

  get #screen() {
    return this.#terminal.element.querySelector('.xterm-screen');
  }
}

/** Whether a program wants a wheel over the alternate buffer as cursor keys (private mode 1007, on at first), which xterm.js 6.0.0 always gives it. */
export class AlternateScroll {
  #on = true;

  /** @param {import('@xterm/xterm').Terminal} terminal */
  constructor(terminal) {
    const { parser } = terminal;
    parser.registerCsiHandler({ prefix: '?', final: 'h' }, (modes) => this.#switched(modes, true));
    parser.registerCsiHandler({ prefix: '?', final: 'l' }, (modes) => this.#switched(modes, false));
    parser.registerEscHandler({ final: 'c' }, () => this.#switched([1007], true)); // RIS
    terminal.attachCustomWheelEventHandler(() => this.#on || terminal.buffer.active.type === 'normal' || terminal.modes.mouseTrackingMode !== 'none');
  }

  /** @returns {boolean} false: xterm.js does what it does */
  #switched(modes, on) {
    if (modes.includes(1007)) {
      this.#on = on;
    }
    return false;
  }
}
