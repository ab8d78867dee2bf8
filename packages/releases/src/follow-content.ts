import { watch } from 'chokidar';

/** Saves often come in bursts (an editor's temporary file, a checkout): one look after the last of them is enough. */
const QUIET_MS = 60;

/**
 * Calls `onChange` after files below the folders were saved, added or removed; never twice at once. An error of
 * `onChange` goes to `onError`, and following goes on.
 * @returns resolves when the folders are watched; call the result to stop
 */
export async function followContent(
  folders: readonly string[],
  onChange: () => Promise<void>,
  onError: (error: unknown) => void,
): Promise<() => Promise<void>> {
  const watcher = watch([...folders], { ignoreInitial: true });
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  watcher.on('all', () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      running = running.then(onChange).catch(onError);
    }, QUIET_MS);
  });
  watcher.on('error', onError);
  await new Promise<void>((resolve) => watcher.once('ready', resolve));
  return async () => {
    clearTimeout(timer);
    await watcher.close();
    await running;
  };
}
