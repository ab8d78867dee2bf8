import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { callsOf, eventsOf, openSystems, type Systems } from './systems.ts';

let systems: Systems;
beforeAll(async () => {
  systems = await openSystems();
});
afterAll(() => systems.close());

const step = fc.oneof(
  fc.record({
    is: fc.constant('break' as const),
    system: fc.constantFrom('warehouse', 'ledger', 'warehouse.reserve'),
    fault: fc.constantFrom('500', 'lost', 'duplicate', 'slow', 'off'),
    times: fc.integer({ min: 1, max: 6 }),
  }),
  fc.record({ is: fc.constant('place' as const) }),
  fc.record({ is: fc.constant('pass' as const), seconds: fc.integer({ min: 0, max: 90 }) }),
);

test('whatever goes wrong, each thing is done once, and the record hears of it once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async (steps) => {
      const orders = [await systems.placed()];
      for (const each of steps) {
        if (each.is === 'place') orders.push(await systems.placed());
        else if (each.is === 'pass') systems.pass(each.seconds * 1_000);
        else systems.sandbox.fault(each.system, { fault: each.fault, times: each.times, milliseconds: 400 });
        await systems.run();
      }
      for (const name of ['warehouse', 'ledger', 'warehouse.reserve']) systems.sandbox.fault(name, { fault: 'off' });
      await systems.settle();
      for (const order of orders) {
        const calls = callsOf(systems, order);
        const reserve = calls.filter((each) => each.operation === 'reserve');
        expect(reserve).toHaveLength(1);
        const { stage, reservation } = await systems.order(order);
        const events = await eventsOf(systems, order);
        expect(events.filter((each) => each === 'reserve' || each === 'fail')).toHaveLength(1);
        expect(events.filter((each) => each === 'note').length).toBeLessThanOrEqual(1);
        for (const { executed } of calls) expect(executed).toBeLessThanOrEqual(1);
        // What was given up may have been done: nobody can know. What was answered was.
        if (stage === 'reserved') {
          expect(reserve[0]).toMatchObject({ executed: 1, answer: { body: { id: reservation } } });
        } else expect(stage).toBe('unavailable');
      }
    }),
    { numRuns: 12 },
  );
}, 120_000);
