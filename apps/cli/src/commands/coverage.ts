import { join } from 'node:path';
import { loadContent } from '@dealwright/platform';
import type { Command } from 'commander';
import { type CommonOptions, contentCommand, foldersOf } from '../content-command.ts';
import { coverageOf } from '../coverage/coverage-of.ts';
import { readJourneys } from '../coverage/read-journeys.ts';
import { readRequirements } from '../coverage/read-requirements.ts';
import { requirementMarks } from '../coverage/requirement-marks.ts';
import { print, printJson, remark } from '../output.ts';

/** `dealwright coverage`: which requirements have content, and which a journey that passes. */
export function coverageCommand(): Command {
  return contentCommand('coverage', 'show which requirements have content and a passing journey').action(
    async (options: CommonOptions) => {
      const top = process.cwd();
      const { model, problems } = await loadContent(foldersOf(options));
      if (model === undefined) {
        remark(`The content has ${problems.length} problems (dealwright check shows them), so none of it counts.`);
        process.exitCode = 1;
      }
      const requirements = readRequirements(join(top, 'docs', 'requirements.md'));
      const journeys = readJourneys(join(top, 'tests', 'journeys'), join(top, '.cache'));
      const coverage = coverageOf(requirements, requirementMarks(model?.documents ?? []), journeys.passing);
      remark(journeys.remark);
      if (options.json) {
        printJson(coverage.map(({ id, content, journey }) => ({ id, content, journey })));
        return;
      }
      for (const each of coverage) print(row(each.id, yes(each.content), yes(each.journey), each.text));
      const count = (of: 'content' | 'journey') => coverage.filter((each) => each[of]).length;
      print(
        `\n${coverage.length} requirements: ${count('content')} have content, ${count('journey')} a passing journey`,
      );
    },
  );
}

function row(id: string, content: string, journey: string, text: string): string {
  return `${id.padEnd(4)} content ${content.padEnd(4)} journey ${journey.padEnd(4)} ${text}`.trimEnd();
}

function yes(value: boolean): string {
  return value ? 'yes' : '-';
}
