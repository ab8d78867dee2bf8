import { type Problem, problem, RequestError, warning } from '@dealwright/diagnostics';

export function mayNotRun(): Problem {
  return problem(
    'NOT_ALLOWED',
    { en: 'You may not run back-tests.', ro: 'Nu puteți rula teste pe date reale.' },
    {
      path: ['decision'],
      hint: {
        en: 'ask somebody whose role may create a BacktestRun',
        ro: 'cereți cuiva al cărui rol poate crea un BacktestRun',
      },
    },
  );
}

export function tooManyDrafts(most: number, longest: number): Problem {
  return problem(
    'TOO_MANY_DRAFTS',
    {
      en: `At most ${most} drafts of together ${longest} characters.`,
      ro: `Cel mult ${most} variante, cu împreună ${longest} de caractere.`,
    },
    {
      path: ['drafts'],
      hint: { en: 'send only the documents that change', ro: 'trimiteți numai documentele care se schimbă' },
    },
  );
}

export function tooManyRuns(most: number): Problem {
  return problem(
    'TOO_MANY_RUNS',
    { en: `${most} back-tests are running or waiting already.`, ro: `${most} teste rulează sau așteaptă deja.` },
    {
      path: ['decision'],
      hint: { en: 'start it when one of them has ended', ro: 'porniți-l după ce unul dintre ele s-a încheiat' },
    },
  );
}

export function noSuchRun(): Problem {
  return problem(
    'NOT_FOUND',
    {
      en: 'There is no such back-test, or you may not see it.',
      ro: 'Nu există un astfel de test sau nu îl puteți vedea.',
    },
    { path: ['id'] },
  );
}

export function notRunning(): Problem {
  return problem(
    'NOT_RUNNING',
    { en: 'The back-test has ended already.', ro: 'Testul s-a încheiat deja.' },
    { path: ['id'] },
  );
}

export function notDone(): Problem {
  return problem(
    'NOT_DONE',
    { en: 'The back-test has no result yet.', ro: 'Testul nu are încă un rezultat.' },
    { path: ['id'], hint: { en: 'wait until its status is `done`', ro: 'așteptați până când starea este `done`' } },
  );
}

export function notAll(count: number): Problem {
  return warning(
    'NOT_ALL_CHANGES',
    {
      en: `The file has the first ${count} changed records.`,
      ro: `Fișierul conține primele ${count} înregistrări schimbate.`,
    },
    {
      hint: {
        en: 'filter further, or use `dealwright backtest --out FILE` for all of them',
        ro: 'filtrați mai mult sau folosiți `dealwright backtest --out FIȘIER` pentru toate',
      },
    },
  );
}

/** What the database or the platform says of itself, in its own words; of anything else, only that it happened. */
export function broken(error: unknown): Problem {
  const said = error instanceof RequestError ? error.message : undefined;
  return problem(
    'BACKTEST_BROKEN',
    said === undefined ? { en: 'The back-test broke off.', ro: 'Testul s-a întrerupt.' } : said,
    {
      hint: {
        en: 'start it again; a filter makes it smaller',
        ro: 'porniți-l din nou; un filtru îl micșorează',
      },
    },
  );
}
