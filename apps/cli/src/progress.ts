import type { WriteStream } from 'node:tty';

/** Where it is shown how far something is: one line that changes in a terminal, a line for each tenth elsewhere. */
export interface Progress {
  tell(done: number, total: number): void;
  /** Takes the line away. */
  end(): void;
}

/** A person need not see more than ten changes a second. */
const LEAST_MS = 100;

export function progressOn(stream: WriteStream): Progress {
  let shown = 0;
  let tenth = 0;
  const line = (done: number, total: number) =>
    `${done.toLocaleString('en')} of ${total.toLocaleString('en')} records (${Math.floor((done * 100) / Math.max(1, total))} %)`;
  return {
    tell(done, total) {
      if (stream.isTTY) {
        if (performance.now() - shown < LEAST_MS && done < total) return;
        shown = performance.now();
        stream.write(`\r${line(done, total)}\u001b[K`);
      } else if (Math.floor((done * 10) / Math.max(1, total)) > tenth) {
        tenth = Math.floor((done * 10) / Math.max(1, total));
        stream.write(`${line(done, total)}\n`);
      }
    },
    end() {
      if (stream.isTTY && shown > 0) stream.write('\r\u001b[K');
    },
  };
}
