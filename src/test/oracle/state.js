// Reads the complete state of a headless xterm.js terminal into plain data.
//
// The public API covers the cells, the cursor and ten modes. Everything else that
// later output can observe (margins, tab stops, saved cursors, character sets, the
// parser, ...) is read from the internals of @xterm/headless 6.0.0.
import headless from '@xterm/headless';

const CM_MASK = 0x3000000;   // colour mode: 0 default, P16, P256, RGB
const CM_P16 = 0x1000000;
const CM_P256 = 0x2000000;
const CM_RGB = 0x3000000;
const FG_FLAGS = { 0x4000000: 'inverse', 0x8000000: 'bold', 0x10000000: 'underline', 0x20000000: 'blink', 0x40000000: 'invisible', 0x80000000: 'strike' };
const BG_FLAGS = { 0x4000000: 'italic', 0x8000000: 'dim', 0x20000000: 'protected', 0x40000000: 'overline' };
const HAS_EXTENDED = 0x10000000;

/** Colour word of xterm.js without stale bits: 'default', 'p3' or '#rrggbb'. */
function colour(word) {
  switch (word & CM_MASK) {
    case CM_P16:
    case CM_P256: return 'p' + (word & 0xff);
    case CM_RGB: return '#' + (word & 0xffffff).toString(16).padStart(6, '0');
    default: return 'default';
  }
}

function flags(word, names) {
  return Object.keys(names).filter(bit => (word & Number(bit)) !== 0).map(bit => names[bit]);
}

function link(core, urlId) {
  if (!urlId) return '';
  const data = core._oscLinkService.getLinkData(urlId);
  return data ? `${data.id ?? ''};${data.uri}` : '';     // '': no longer known, so nothing to click
}

/**
 * Attributes as comparable text. `pen` also shows what only the current attributes
 * can hold (an underline colour without an underline).
 */
export function attributes(core, { fg, bg, extended }, pen = false) {
  const parts = [colour(fg), colour(bg), ...flags(fg, FG_FLAGS), ...flags(bg, BG_FLAGS)];
  if (extended && (pen || bg & HAS_EXTENDED)) {
    const style = (extended._ext >> 26) & 7;
    const underlineColour = extended._ext & (CM_MASK | 0xffffff);
    const target = link(core, extended._urlId);
    if (target) parts.push(`link=${target}`);
    if (style > 1 && (fg & 0x10000000)) parts.push(`ul${style}`);
    if (underlineColour && (pen || fg & 0x10000000)) parts.push(`ulc=${colour(underlineColour)}`);
  }
  return parts.join(' ');
}

function cells(core, line) {
  const out = [];
  const data = { fg: 0, bg: 0, extended: undefined };
  for (let x = 0; x < line.length; x++) {
    data.fg = line.getFg(x);
    data.bg = line.getBg(x);
    data.extended = line._extendedAttrs[x];
    const chars = line.getString(x);
    const attrs = attributes(core, data);
    const width = line.getWidth(x);
    // An empty string is an erased cell; xterm.js tells it from a printed space.
    out.push(chars === '' && width === 1 && attrs === 'default default' ? '' : `${chars}|${width}|${attrs}`);
  }
  return out;
}

let charsetNames;
/** Name ('B', '0', ...) of a character set object of xterm.js. */
export function charsetName(charset) {
  if (charset === undefined) return 'B';
  if (!charsetNames) {
    charsetNames = new Map();
    const probe = new headless.Terminal({ allowProposedApi: true })._core;
    for (const name of '0A4CRQKYEZH=') {
      probe._writeBuffer.writeSync(`\x1b(${name}`);
      if (!charsetNames.has(probe._charsetService.charset)) charsetNames.set(probe._charsetService.charset, name);
    }
  }
  return charsetNames.get(charset) ?? '?';
}

function tabStops(buffer, cols) {
  return Object.keys(buffer.tabs).map(Number).filter(x => x < cols && buffer.tabs[x]).sort((a, b) => a - b);
}

function savedCursor(core, buffer) {
  return {
    x: Math.min(buffer.savedX, core.cols - 1),
    y: Math.min(Math.max(buffer.savedY - buffer.ybase, 0), core.rows - 1),
    attributes: attributes(core, buffer.savedCurAttrData),
    charset: charsetName(buffer.savedCharset),
  };
}

function bufferState(core, buffer, active) {
  const lines = [];
  for (let y = 0; y < buffer.lines.length; y++) {
    const line = buffer.lines.get(y);
    lines.push({ wrapped: line.isWrapped, cells: cells(core, line) });
  }
  return {
    lines,
    scrollbackLines: buffer.ybase,
    cursor: active ? { x: Math.min(buffer.x, core.cols - 1), y: buffer.y, pendingWrap: buffer.x >= core.cols } : undefined,
    margins: [buffer.scrollTop, buffer.scrollBottom],
    tabStops: tabStops(buffer, core.cols),
    savedCursor: savedCursor(core, buffer),
  };
}

function parserState(inputHandler) {
  const parser = inputHandler._parser;
  const utf8 = [...inputHandler._utf8Decoder.interim].filter(b => b !== 0);
  const state = { state: parser.currentState, utf8 };
  if (parser.currentState !== 0) {
    state.collect = parser._collect;
    state.params = parser._params.toArray();
    const osc = parser._oscParser;
    state.osc = [osc._state, osc._id, osc._active?.[0]?._data ?? ''];
    const dcs = parser._dcsParser;
    state.dcs = [dcs._ident, dcs._active?.[0]?._data ?? ''];
  }
  return state;
}

/**
 * The state of a terminal as plain data, grouped by the names that reports use.
 *
 * @param {ReturnType<import('./terminal.js').createTerminal>} terminal
 */
export function captureState({ term, record, keyboard }) {
  const core = term._core;
  const { normal, alt, active } = core.buffers;
  const { cursorStyle, cursorBlink } = core.coreService.decPrivateModes;
  const onAlternate = active === alt;
  const charset = core._charsetService;
  return {
    size: [core.cols, core.rows],
    activeBuffer: onAlternate ? 'alternate' : 'normal',
    normal: bufferState(core, normal, !onAlternate),
    alternate: onAlternate ? bufferState(core, alt, true) : { savedCursor: savedCursor(core, alt) },
    modes: { ...term.modes, convertEol: core.options.convertEol },
    mouseEncoding: core.coreMouseService.activeEncoding,
    cursorStyle: { style: cursorStyle, blink: cursorBlink, att610Blink: core.options.cursorBlink },
    keyboard: keyboard.state,        // of the page's own module: xterm.js 6.0.0 has none
    cursorHidden: core.coreService.isCursorHidden,
    pen: attributes(core, core._inputHandler._curAttrData, true),
    charsets: {
      level: charset.glevel,
      current: charsetName(charset.charset),
      g: [0, 1, 2, 3].map(g => charsetName(charset._charsets[g])),
    },
    title: core._inputHandler._windowTitle,
    iconName: core._inputHandler._iconName,
    titleStack: [core._inputHandler._windowTitleStack, core._inputHandler._iconNameStack],
    palette: Object.fromEntries([...record.palette].sort((a, b) => a[0] - b[0])),
    // Non-zero while a combining character or REP would still act on the last character.
    joinState: core._inputHandler._parser.precedingJoinState,
    parser: parserState(core._inputHandler),
  };
}
