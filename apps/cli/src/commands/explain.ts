import type { Model } from '@dealwright/metadata';
import { storedDecisions } from '@dealwright/platform';
import { type Answer, decisionKind, explain } from '@dealwright/rules';
import type { Command } from 'commander';
import { type CommonOptions, contentCommand, loadModelOrTell } from '../content-command.ts';
import { databaseOf } from '../database-of.ts';
import { print, printJson, remark, UsageError } from '../output.ts';

/** `dealwright explain RECORD`: the decisions that the past of a record relied on, or that refused it, in sentences. */
export function explainCommand(): Command {
  return contentCommand('explain', 'tell the stored decisions about a record')
    .argument('<record>', 'number of the record, such as LD-2026-000001, or its id')
    .action(async (record: string, options: CommonOptions) => {
      const model = await loadModelOrTell(options);
      if (model === undefined) return;
      const locale = options.locale ?? 'en';
      const asked = { model, database: databaseOf(), now: new Date().toISOString(), locale, log: remark };
      const entries = await storedDecisions(asked, record);
      if (entries === undefined) throw new UsageError(`There is no record ${record}.`);
      const told = entries.map((entry) => ({ ...entry, sentences: sentencesOf(model, entry.answer, locale) }));
      if (options.json) return printJson({ record, decisions: told });
      if (told.length === 0) print(`No decision is stored about ${record}.`);
      for (const { id, at, answer, refused, sentences } of told) {
        print(`${moment(at)}  ${String(answer.decision)}${refused ? '  (refused)' : ''}  ${id}`);
        for (const sentence of sentences) print(`  ${sentence}`);
      }
    });
}

/** A stored answer in sentences, with the labels of the content at hand. */
export function sentencesOf(model: Model, answer: unknown, locale: string): readonly string[] {
  const stored = answer as Answer;
  return explain(stored, locale, model.find(decisionKind, stored.decision));
}

/** `2026-03-02 10:00 UTC`. */
export function moment(at: string): string {
  return `${at.slice(0, 16).replace('T', ' ')} UTC`;
}
