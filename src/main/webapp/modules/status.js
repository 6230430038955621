/** Words for what a connection's state means to the person in front of it; pure. Seconds count down in `countdown`, which is not read aloud. */

/** Close code of a limit (docs/protocol.md). */
const TOO_MANY = 4429;

/**
 * @param {object} state of a {@link Connection}
 * @param {object | null} exit the session's `exit` event, `{type: 'lost'}` or `{type: 'restored'}`
 * @param {number} now the clock's milliseconds
 * @returns {{tone: 'good'|'busy'|'bad'|'quiet', text: string, brief: string, countdown: string, action: string | null, actionText: string}} brief: for the narrow place beside the title
 */
export function describe(state, exit, now) {
  if (exit) {
    if (exit.type === 'restored') {
      return said('quiet', exitText(exit), 'Restored', '', 'restart', 'Go there');
    }
    if (exit.type === 'lost') {
      return said('quiet', exitText(exit), 'Lost', '', 'restart', 'Restore');
    }
    return said('quiet', exitText(exit), exitText(exit).replace('Ended with exit code', 'Exit code').replace('Ended by signal', 'Signal'), '', 'restart', 'Restart');
  }
  const seconds = `${Math.max(0, Math.ceil((state.until - now) / 1000))} s`;
  switch (state.name) {
    case 'connected':
      if (state.offline) {
        return said('busy', 'No network. Waiting for an answer', 'No network', '');
      }
      return said('good', 'Connected', 'Connected', state.roundTrip === null ? '' : milliseconds(state.roundTrip));
    case 'waiting':
      if (state.code === TOO_MANY) {
        return said('bad', 'Too many connections, or too much at once: close some, here or elsewhere. Next try', 'Too many', `in ${seconds}`, 'now', 'Try now');
      }
      return said('busy', 'Reconnecting', 'Reconnecting', `in ${seconds}`, 'now', 'Try now');
    case 'breaker':
      return said('bad', `No answer ${state.failures} times in a row. Next try in`, 'Waiting', seconds, 'now', 'Try now');
    case 'taken':
      return said('bad', 'This view was opened in another tab', 'Elsewhere', '', 'resume', 'Take it back');
    case 'login':
      return said('bad', 'Your login is over', 'Logged out', '', 'login', 'Log in');
    case 'stopped':
      return said('bad', stopText(state), 'Stopped', '');
    case 'ended':
      return said('quiet', 'Detached', 'Detached', '', 'resume', 'Attach again');
    default:
      return said('busy', 'Connecting', 'Connecting', '');
  }
}

/** Why a session was lost, as the API has it. */
const LOSSES = { keeper_gone: 'Lost: its keeper is gone', machine_restarted: 'Lost: the machine was restarted', never_started: 'Lost: it never started' };

/** Why a session was ended that did not end by itself, as the API has it. */
const ENDS = { retention: 'Ended: nobody was there for too long', operator: 'Ended by an operator', keeper_stopped: 'Ended: its keeper was stopped' };

/** How a session came to its end. @param {object} exit its `exit` or `lost` event, or what the API says of it with its state as `type` */
export function exitText(exit) {
  if (exit.type === 'restored') {
    return 'Restored: another session goes on in its place';
  }
  if (exit.type === 'lost') {
    return LOSSES[exit.lostBecause] ?? 'Lost';
  }
  if (ENDS[exit.endedBecause]) {
    return ENDS[exit.endedBecause];
  }
  return Number.isInteger(exit.signal) ? `Ended by signal ${exit.signal}` : `Ended with exit code ${exit.exitCode ?? 'unknown'}`;
}

/** Whether something that it began runs on. @param {object} exit its `exit` event */
export function leftText({ leftRunning }) {
  return leftRunning ? ' A background process still had the terminal open. It has lost the terminal, and is ended too where the server can tell it apart.' : '';
}

/** What was typed and waits for the connection; empty when nothing does. @param {number} keys */
export function waitingText(keys) {
  return keys === 0 ? '' : ` · ${keys} ${keys === 1 ? 'key waits' : 'keys wait'} to be sent`;
}

function stopText({ code, reason }) {
  const meaning = { 4403: 'You are not allowed to do that here', 4404: 'There is no such session' }[code] ?? 'The server refused this page';
  return reason ? `${meaning}: ${reason}` : meaning;
}

function milliseconds(roundTrip) {
  return roundTrip < 1 ? '<1 ms' : `${Math.round(roundTrip)} ms`;
}

function said(tone, text, brief, countdown, action = null, actionText = '') {
  return { tone, text, brief, countdown, action, actionText };
}
