/**
 * Makes an xterm.js keep silent: the keeper answers a program's queries, once and also when nobody watches, so a page that answered as well would type the
 * answer into a shell, at every reload, resume and second tab anew. Every query that xterm.js 6.0.0 answers is swallowed before it sees it (DA1, DA2, DSR,
 * CPR, DECXCPR, DECRQM, DECRQSS, XTWINOPS reports, OSC 4, 10, 11, 12), and those too that it does not know yet, so that a newer one stays silent.
 * What then remains of its data was typed, pasted or pointed at by somebody. Names of queries: xterm's ctlseqs.
 */

/** CSI queries that are nothing else, whatever their parameters. */
const CSI_QUERIES = [
  { final: 'c' }, { prefix: '>', final: 'c' }, { prefix: '=', final: 'c' }, // DA1, DA2, DA3
  { final: 'n' }, { prefix: '?', final: 'n' }, // DSR, CPR, DECXCPR
  { intermediates: '$', final: 'p' }, { prefix: '?', intermediates: '$', final: 'p' }, // DECRQM
  { intermediates: '$', final: 'w' }, // DECRQPSR
  { intermediates: '*', final: 'y' }, // DECRQCRA
  { prefix: '>', final: 'q' }, // XTVERSION
  { prefix: '?', final: 'u' }, // which keyboard protocol
  { prefix: '?', final: 'm' }, // XTQMODKEYS
  { prefix: '?', final: 'S' }, // XTSMGRAPHICS
  { final: 'x' }, // DECREQTPARM
];
/** XTWINOPS (CSI t) that report: state, position, sizes in pixels and cells, icon name and title. The others act, such as 22 and 23 on the title's stack. */
const WINDOW_REPORTS = new Set([11, 13, 14, 15, 16, 18, 19, 20, 21]);
const DCS_QUERIES = [{ intermediates: '$', final: 'q' }, { intermediates: '+', final: 'q' }]; // DECRQSS, XTGETTCAP
/** Palette, special colours, and the ten dynamic colours from the foreground on; "?" in the place of a colour asks. */
const OSC_COLORS = [4, 5, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19];
/** The clipboard: never read; what a program writes comes as an EVENT, when the keeper lets it. */
const OSC_CLIPBOARD = 52;

/** An answer to a colour query. */
const COLOR_ANSWER = /^\x1b\](?:4;\d+|1[0-2]);rgb:[0-9a-f/]+(?:\x07|\x1b\\)$/i;
/** What ?1004 makes a terminal say about its focus. */
const FOCUS_REPORT = /^\x1b\[[IO]$/;

/** @param {import('@xterm/xterm').IParser} parser of a terminal that is to answer nothing */
export function silence(parser) {
  const swallow = () => true;
  for (const query of CSI_QUERIES) {
    parser.registerCsiHandler(query, swallow);
  }
  parser.registerCsiHandler({ final: 't' }, ([operation]) => WINDOW_REPORTS.has(operation));
  for (const query of DCS_QUERIES) {
    parser.registerDcsHandler(query, swallow);
  }
  parser.registerEscHandler({ final: 'Z' }, swallow); // DECID
  for (const color of OSC_COLORS) {
    parser.registerOscHandler(color, (data) => asksOnly(color, data));
  }
  parser.registerOscHandler(OSC_CLIPBOARD, swallow);
}

/**
 * Whether data of a silenced terminal is not for the program: the answer to the query in a sequence that also sets colours and so had to reach xterm.js,
 * or a report of this page's focus (?1004), which the keeper makes for all viewers together.
 */
export function isUnasked(data) {
  return COLOR_ANSWER.test(data) || FOCUS_REPORT.test(data);
}

/** "index;?" pairs for the palette, "?" for each of the dynamic colours. */
function asksOnly(color, data) {
  const parts = data.split(';');
  const specs = color === 4 || color === 5 ? parts.filter((part, index) => index % 2 === 1) : parts;
  return specs.every((spec) => spec === '?');
}
