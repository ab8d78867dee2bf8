import { didYouMean, problem } from '@dealwright/diagnostics';
import type { Entity } from '@dealwright/entities';
import type { ContentDocument, ContentFile, Linking } from '@dealwright/metadata';
import { isJsonObject, type Json, type JsonObject } from '@dealwright/values';
import type { Sample } from '../document.ts';
import { itemOf, type Meaning, namesIn, recordMeaning } from '../template/meaning.ts';
import { templateFile } from '../template/template-source.ts';
import type { DocumentShape } from './document-schema.ts';

/** Reads the sample records of a document, and checks that they say only what the entity has. */
export function linkSamples(
  of: Entity,
  { shape, place }: ContentDocument<DocumentShape>,
  linking: Linking,
): readonly Sample[] {
  return (shape.samples ?? []).flatMap(({ name, file: path, at }, index) => {
    const file = linking.file(path, place(['samples', index, 'file']));
    const instant = new Date(at);
    if (Number.isNaN(instant.getTime())) {
      linking.report(
        problem(
          'NOT_A_DATE',
          { en: `\`${at}\` is no day.`, ro: `\`${at}\` nu este o zi.` },
          { place: place(['samples', index, 'at']), hint: { en: 'write 2026-03-31', ro: 'scrieți 2026-03-31' } },
        ),
      );
      return [];
    }
    const record = file && readSample(file, of, linking);
    return record ? [{ name, record, at: instant.toISOString() }] : [];
  });
}

function readSample(file: ContentFile, of: Entity, linking: Linking): JsonObject | undefined {
  try {
    const record = JSON.parse(file.text) as Json;
    if (!isJsonObject(record)) throw new Error('it is not an object');
    checkNames(record, recordMeaning(of), file, linking);
    return record;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    linking.report(
      problem(
        'NOT_JSON',
        { en: `This sample cannot be read: ${why}`, ro: `Acest exemplu nu poate fi citit: ${why}` },
        { place: templateFile(file).place(1, 0, 1) },
      ),
    );
    return undefined;
  }
}

function checkNames(value: Json | undefined, meaning: Meaning, file: ContentFile, linking: Linking): void {
  if (Array.isArray(value)) {
    const item = itemOf(meaning);
    if (item) for (const each of value) checkNames(each, item, file, linking);
    return;
  }
  const names = namesIn(meaning);
  if (!names || value === undefined || !isJsonObject(value)) return;
  for (const [name, inner] of Object.entries(value)) {
    const found = names.find(name);
    if (found) checkNames(inner, found, file, linking);
    else {
      linking.report(
        problem(
          'UNKNOWN_FIELD',
          { en: `There is no field \`${name}\`.`, ro: `Nu există câmpul \`${name}\`.` },
          { place: placeOfKey(file, name), hint: didYouMean(name, names.all()) },
        ),
      );
    }
  }
}

/** Where a key stands in a JSON file: the first of that name. */
function placeOfKey(file: ContentFile, name: string) {
  const before = file.text.slice(0, Math.max(0, file.text.indexOf(JSON.stringify(name)))).split('\n');
  return templateFile(file).place(before.length, before.at(-1)?.length ?? 0, name.length + 2);
}
