/** What one expression may cost. Exceeding a limit at compile time is a problem, at run time a null with a diagnostic. */

/** Characters of an expression. */
export const MAX_TEXT = 20_000;

/** How deep an expression may be nested; also bounds the stack that its closures need. */
export const MAX_DEPTH = 300;

/** Iterations and function calls of one evaluation. */
export const MAX_STEPS = 1_000_000;

/** Functions that call functions at run time. */
export const MAX_CALL_DEPTH = 60;

/** Elements of one list. */
export const MAX_LIST = 200_000;

/** Lists within lists, and contexts, of a computed value. */
export const MAX_VALUE_DEPTH = 1_000;

/** Characters of one computed text. */
export const MAX_STRING = 1_000_000;
