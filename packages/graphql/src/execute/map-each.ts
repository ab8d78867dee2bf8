/**
 * Each of `all`, changed. Whoever leaves ends `all` at once, also while it is waited for the next one: a generator would only
 * end when that one comes.
 */
export function mapEach<From, To>(
  all: AsyncIterable<From>,
  change: (one: From) => To | Promise<To>,
): AsyncIterable<To> {
  return {
    [Symbol.asyncIterator]() {
      const source = all[Symbol.asyncIterator]();
      return {
        async next() {
          const { done, value } = await source.next();
          return done ? { done: true, value: undefined } : { done: false, value: await change(value) };
        },
        async return() {
          await source.return?.();
          return { done: true, value: undefined };
        },
      };
    },
  };
}
