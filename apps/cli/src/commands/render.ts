import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isClean } from '@dealwright/diagnostics';
import { createPdfPrinter, documentKind, generateDocument, requiredData } from '@dealwright/documents';
import type { Command } from 'commander';
import { type CommonOptions, contentCommand, findNamed, loadModelOrTell } from '../content-command.ts';
import { environmentOf, type TimeOptions, withTime } from '../environment.ts';
import { print, printJson, printProblems, remark } from '../output.ts';
import { readJsonObject } from '../read-json.ts';

interface Options extends CommonOptions, TimeOptions {
  readonly data: string;
  readonly out: string;
}

/** Milliseconds that the document may take. */
const TIME_LIMIT = 60_000;

/** `dealwright render DOCUMENT --data FILE --out FILE.pdf`: one document. Missing data is told, and then nothing is made. */
export function renderCommand(): Command {
  const command = contentCommand('render', 'make one document as PDF')
    .argument('<document>', 'name of the document')
    .requiredOption('--data <file>', 'JSON file with the record, its relations inside it; - reads standard input')
    .requiredOption('--out <file>', 'where the PDF is written');
  return withTime(command).action(async (name: string, options: Options) => {
    const model = await loadModelOrTell(options);
    if (model === undefined) return;
    const document = findNamed(model, documentKind, name, options.locale);
    const record = readJsonObject(options.data, 'data');
    const environment = { ...environmentOf(options, model), locale: options.locale ?? document.locales[0] ?? 'en' };
    const problems = requiredData(document, record, environment);
    if (!isClean(problems)) {
      if (options.json) printJson({ problems });
      else printProblems(problems, options.locale, process.stderr);
      process.exitCode = 1;
      return;
    }
    const printer = createPdfPrinter({
      chromiumPath: process.env.CHROMIUM_PATH,
      workers: 1,
      timeLimit: TIME_LIMIT,
      log: remark,
    });
    try {
      const { bytes, pages, sha256, manifest } = await generateDocument(
        printer,
        document,
        record,
        environment,
        model.hash,
      );
      mkdirSync(dirname(options.out), { recursive: true });
      writeFileSync(options.out, bytes);
      if (options.json) printJson({ file: options.out, pages, sha256, manifest, problems });
      else print(`${options.out}: ${pages} pages, SHA-256 ${sha256}`);
    } finally {
      await printer.close();
    }
  });
}
