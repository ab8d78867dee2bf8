/** `npm run bench`: each `*.bench.ts` of tests/bench in a process of its own, and its ratios once more at the end. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { installDependencies } from './install-dependencies.mjs';
import { prepare } from './prepare.mjs';
import { readRatio } from './read-ratio.mjs';
import { capture } from './run.mjs';
import { main, root, say } from './terminal.mjs';

await main(async () => {
  const node = await prepare({ build: true, tell: true });
  const folder = join(root, 'tests', 'bench');
  await installDependencies(folder);
  const wanted = process.argv.slice(2);
  const benches = readdirSync(folder)
    .filter((name) => name.endsWith('.bench.ts') && (wanted.length === 0 || wanted.some((each) => name.includes(each))))
    .sort();
  const results = [];
  for (const bench of benches) results.push(...(await runBench(node, join(folder, bench), bench)));

  console.log('\nRatios');
  for (const { line, met } of results) console.log(`${met ? 'ok  ' : 'MISS'} ${line}`);
  return results.every(({ met }) => met) && results.length > 0 ? 0 : 1;
});

/** One after the other, because two at a time would measure each other. */
async function runBench(node, file, name) {
  say(`\n${name}`);
  const { code, printed } = await capture(node, [file], { env: { NODE_ENV: 'production' } });
  process.stdout.write(printed);
  const ratios = printed.split('\n').flatMap((line) => readRatio(line.trim()) ?? []);
  if (code === 0 && ratios.length > 0) return ratios;
  return [...ratios, { line: `${name} ended with code ${code} and ${ratios.length} ratios`, met: false }];
}
