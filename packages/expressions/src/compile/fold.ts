import type { Text } from '@dealwright/diagnostics';
import type { Diagnostic, Environment } from '../types.ts';
import type { Code } from './code.ts';
import type { Compiling } from './compiler.ts';
import { constantCode } from './constant.ts';
import { Frame, LimitReached } from './frame.ts';

/**
 * Computes at once what is made of constants only, so that a running expression need not, and a value that is always
 * null is a problem of the text, told with `hint`. What depends on the zone is left as it is.
 */
export function fold(code: Code, parts: readonly Code[], compiling: Compiling, hint?: Text): Code {
  if (!parts.every((part) => part.constant)) return code;
  let depends = false;
  const environment: Environment = {
    now: '1970-01-01T00:00:00.000Z',
    locale: 'en',
    get zone() {
      depends = true;
      return 'UTC';
    },
  };
  const diagnostics: Diagnostic[] = [];
  try {
    const value = code.run(new Frame(compiling.report.source, {}, environment, diagnostics));
    if (depends) return code;
    if (value !== null) return { ...code, ...constantCode(value, code, code.type) };
    const [reason] = diagnostics;
    if (reason) compiling.report.error(code, 'ALWAYS_NULL', reason.message, hint);
  } catch (error) {
    if (!(error instanceof LimitReached)) throw error;
  }
  return code;
}
