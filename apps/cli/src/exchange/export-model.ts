import { writeFileSync } from 'node:fs';
import { exportDmn } from '@dealwright/exchange';
import type { Model } from '@dealwright/metadata';
import type { CommonOptions } from '../content-command.ts';
import { printJson, printProblems, remark } from '../output.ts';

/** A decision and those that it calls as a `.dmn` file, which Camunda Modeler opens. Exit code 1 when DMN cannot say it. */
export function exportModel(model: Model, name: string, file: string, { json, locale }: CommonOptions): void {
  const { xml, problems } = exportDmn(model, [name]);
  if (xml === undefined) process.exitCode = 1;
  else writeFileSync(file, xml);
  if (json) printJson({ decision: name, file: xml === undefined ? null : file, problems });
  else {
    printProblems(problems, locale, process.stderr);
    if (xml !== undefined) remark(`${name} written to ${file}; bring it back with: dealwright import ${file}`);
  }
}
