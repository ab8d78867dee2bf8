const HOUR_MS = 3_600_000;

/** Does `work` now and every hour; what it throws is reported. Several nodes may do it. The answer stops it. */
export function everyHour(
  work: () => Promise<unknown>,
  report: (error: unknown, where: string) => void,
  where: string,
): () => Promise<void> {
  const attempt = (): Promise<unknown> => work().catch((error: unknown) => report(error, where));
  let running = attempt();
  const timer = setInterval(() => {
    running = attempt();
  }, HOUR_MS);
  return async () => {
    clearInterval(timer);
    await running;
  };
}
