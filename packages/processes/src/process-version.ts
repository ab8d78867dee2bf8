import type { Problem } from '@dealwright/diagnostics';
import type { ContentDocument, Kind, Linking, YamlPath } from '@dealwright/metadata';
import { z } from 'zod';
import type { Process } from './process.ts';
import { processKind } from './process-kind.ts';
import { type ProcessShape, processSchema } from './process-schema.ts';

const schema = z.strictObject({
  kind: z.literal('process-version'),
  name: z.string().describe('The fingerprint of the definition.'),
  is: processSchema.describe('What the process said then.'),
});

type Shape = z.output<typeof schema>;

/**
 * An earlier definition of a process, on which instances still run: linked again, beside the content of now, by its
 * fingerprint. Nobody writes it; `storage` keeps what was live.
 */
export const processVersionKind: Kind<Shape, Process> = {
  name: 'process-version',
  about: 'An earlier definition of a process, kept for the instances that began by it.',
  schema,
  derived: true,
  example: '',
  link: ({ shape, ...document }, linking) => processKind.link(inner({ ...document, shape }), errorsOnly(linking)),
  check: (process, document, linking) => processKind.check?.(process, inner(document), errorsOnly(linking)),
};

/** The document of the process in it. */
function inner(document: ContentDocument<Shape>): ContentDocument<ProcessShape> {
  const { shape } = document;
  const within = (path: YamlPath = []) => ['is', ...path];
  return {
    ...document,
    kind: 'process',
    name: shape.is.name,
    shape: shape.is,
    place: (path, offset, length) => document.place(within(path), offset, length),
    keyPlace: (path) => document.keyPlace(within(path)),
  };
}

/** What could be said better in it, was said when it was live. */
function errorsOnly(linking: Linking): Linking {
  const report = (...found: Problem[]) => linking.report(...found.filter(({ severity }) => severity === 'error'));
  return { find: linking.find, all: linking.all, names: linking.names, file: linking.file, report };
}
