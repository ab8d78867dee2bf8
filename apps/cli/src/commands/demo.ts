import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { say } from '@dealwright/diagnostics';
import { type Played, playScenario, type Scenario, ScenarioFailed, scenarioKind } from '@dealwright/platform';
import type { Command } from 'commander';
import { type CommonOptions, contentCommand, findNamed, foldersOf, loadModelOrTell } from '../content-command.ts';
import { stageOn } from '../demo/stage.ts';
import { onTemporaryPlatform } from '../demo/temporary-platform.ts';
import { print, printJson, remark } from '../output.ts';

interface Options extends CommonOptions {
  readonly out: string;
}

/** `dealwright demo [scenario]`: plays a scenario on a database of its own with a fixed clock, and writes out its papers. */
export function demoCommand(): Command {
  return contentCommand('demo', 'play a scenario of the content without a server')
    .argument('[scenario]', 'name of the scenario', 'main-job')
    .option('--out <dir>', 'folder for the documents that it leaves', 'out')
    .action(async (name: string, options: Options) => {
      const model = await loadModelOrTell(options);
      if (model === undefined) return;
      const scenario = findNamed(model, scenarioKind, name, options.locale);
      remark('Starting the platform on a database of its own');
      try {
        const steps = await onTemporaryPlatform(foldersOf(options), scenario.at, (temporary) =>
          play(scenario, stageOn(temporary, options.locale ?? 'en'), options),
        );
        if (options.json) printJson({ scenario: scenario.name, steps });
      } catch (error) {
        if (!(error instanceof ScenarioFailed)) throw error;
        remark(`The scenario stopped: ${error.message}`);
        process.exitCode = 1;
      }
    });
}

/** Plays, tells each step as it is done, and answers them all. */
async function play(scenario: Scenario, stage: Parameters<typeof playScenario>[1], options: Options) {
  const steps: object[] = [];
  if (!options.json) print(`${say(scenario.title, options.locale)}\n`);
  for await (const played of playScenario(scenario, stage, options.locale)) {
    const file = writeOut(played, options.out);
    const { as, at, says, shown, answer } = played;
    steps.push({ as, at, says, shown, answer, ...(file ? { file } : {}) });
    if (options.json) continue;
    print(`${steps.length}. ${as}, ${at.slice(0, 16).replace('T', ' ')} UTC: ${says}`);
    for (const line of shown) print(`   ${line}`);
    if (file) print(`   → ${file}`);
  }
  return steps;
}

function writeOut({ file }: Played, folder: string): string | undefined {
  if (file === undefined) return undefined;
  mkdirSync(folder, { recursive: true });
  const path = join(folder, file.name);
  writeFileSync(path, file.bytes);
  return path;
}
