// Compares two states of captureState() and names what differs.

/**
 * @typedef {object} Difference
 * @property {string} aspect    what differs, e.g. 'screen', 'margins', 'modes.originMode'
 * @property {string} detail
 */

function show(value) {
  const text = JSON.stringify(value) ?? 'undefined';
  return text.length > 100 ? text.slice(0, 97) + '...' : text;
}

class Differences {
  /** @type {Difference[]} */
  list = [];

  check(aspect, expected, actual) {
    if (show(expected) !== show(actual) || JSON.stringify(expected) !== JSON.stringify(actual)) {
      this.list.push({ aspect, detail: `expected ${show(expected)}, got ${show(actual)}` });
    }
  }

  /** One difference per key of two flat objects. */
  checkKeys(aspect, expected, actual) {
    for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
      this.check(`${aspect}.${key}`, expected[key], actual[key]);
    }
  }

  checkLines(aspect, expected, actual, from, to, offset) {
    let differing = 0;
    let first = '';
    for (let y = from; y < to; y++) {
      const a = expected.lines[y];
      const b = actual.lines[y + offset];
      if (!b) continue;
      const x = a.cells.findIndex((cell, i) => cell !== b.cells[i]);
      if (x < 0) continue;
      if (differing++ === 0) first = `line ${y} column ${x}: expected ${show(a.cells[x])}, got ${show(b.cells[x])}`;
    }
    if (differing) this.list.push({ aspect, detail: `${differing} lines differ; ${first}` });
  }

  checkBuffer(name, expected, actual) {
    const prefix = name === 'normal' ? '' : 'alt.';
    if (expected.lines && actual.lines) {
      this.check(prefix + 'scrollbackLength', expected.scrollbackLines, actual.scrollbackLines);
      const offset = actual.scrollbackLines - expected.scrollbackLines;
      this.checkLines(prefix + 'scrollback', expected, actual, 0, expected.scrollbackLines, offset);
      this.checkLines(prefix + 'screen', expected, actual, expected.scrollbackLines, expected.lines.length, offset);
      const wrapped = s => s.lines.slice(s.scrollbackLines).map(line => +line.wrapped).join('');
      const wrappedHistory = s => s.lines.slice(0, s.scrollbackLines).map(line => +line.wrapped).join('');
      this.check(prefix + 'wrap', wrapped(expected) + '/' + wrappedHistory(expected), wrapped(actual) + '/' + wrappedHistory(actual));
      if (expected.cursor && actual.cursor) {
        this.check(prefix + 'cursor', [expected.cursor.x, expected.cursor.y], [actual.cursor.x, actual.cursor.y]);
        this.check(prefix + 'pendingWrap', expected.cursor.pendingWrap, actual.cursor.pendingWrap);
      }
      this.check(prefix + 'margins', expected.margins, actual.margins);
      this.check(prefix + 'tabStops', expected.tabStops, actual.tabStops);
    }
    this.check(prefix + 'savedCursor', expected.savedCursor, actual.savedCursor);
  }
}

/**
 * @param {ReturnType<import('./state.js').captureState>} expected
 * @param {ReturnType<import('./state.js').captureState>} actual
 * @returns {Difference[]}
 */
export function diffStates(expected, actual) {
  const diff = new Differences();
  diff.check('size', expected.size, actual.size);
  diff.check('activeBuffer', expected.activeBuffer, actual.activeBuffer);
  diff.checkBuffer('normal', expected.normal, actual.normal);
  diff.checkBuffer('alternate', expected.alternate, actual.alternate);
  diff.checkKeys('modes', expected.modes, actual.modes);
  for (const aspect of ['mouseEncoding', 'keyboard', 'cursorStyle', 'cursorHidden', 'pen', 'charsets', 'title', 'iconName', 'titleStack', 'palette', 'joinState', 'parser']) {
    diff.check(aspect, expected[aspect], actual[aspect]);
  }
  return diff.list;
}

/** Colour words of the 256-colour palette beyond 16 as the RGB they look like. */
function paletteAsRgb(attributes) {
  return attributes.replace(/\bp(\d+)\b/g, (word, digits) => {
    const n = Number(digits);
    if (n < 16) return word;
    const level = v => (v === 0 ? 0 : 55 + 40 * v);
    const [r, g, b] = n >= 232 ? Array(3).fill(8 + 10 * (n - 232)) : [level(Math.floor((n - 16) / 36)), level(Math.floor((n - 16) / 6) % 6), level((n - 16) % 6)];
    return '#' + ((r << 16) | (g << 8) | b).toString(16).padStart(6, '0');
  });
}

/** A cell as it looks: erased cells are spaces, and the colour of a plain space does not show. */
function look(cell) {
  if (cell === '') return ' ';
  const [chars, width, attributes] = cell.split('|');
  const text = chars === '' && width === '1' ? ' ' : chars;
  if (text !== ' ') return `${text}|${width}|${paletteAsRgb(attributes)}`;
  const [fg, bg, ...flags] = paletteAsRgb(attributes).split(' ');
  const shown = flags.filter(flag => flag !== 'bold' && flag !== 'dim' && flag !== 'italic' && flag !== 'protected');
  if (bg === 'default' && shown.length === 0) return ' ';
  return shown.length ? ` |1|${fg} ${bg} ${shown.join(' ')}` : ` |1|${bg}`;
}

/**
 * Whether two states look the same on the screen: text, colours, cursor. Says nothing about
 * history, modes or how the terminals will go on.
 */
export function looksSame(expected, actual) {
  const screen = state => {
    const { lines, scrollbackLines, cursor } = state.activeBuffer === 'alternate' ? state.alternate : state.normal;
    return JSON.stringify([lines.slice(scrollbackLines).map(line => line.cells.map(look)), [cursor.x, cursor.y], state.cursorHidden]);
  };
  return expected.activeBuffer === actual.activeBuffer && screen(expected) === screen(actual);
}
