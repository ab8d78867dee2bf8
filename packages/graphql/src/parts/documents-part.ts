import { didYouMean, type Problem, RequestError, say } from '@dealwright/diagnostics';
import type { DocumentTemplate } from '@dealwright/documents';
import type { KindOf } from '@dealwright/metadata';
import type { Context } from '@dealwright/records';
import { isId, type JsonObject } from '@dealwright/values';
import { GraphQLID, GraphQLInt, GraphQLList, GraphQLNonNull, GraphQLObjectType, GraphQLString } from 'graphql';
import type { ApiPart } from '../api-part.ts';

const DOCUMENT: KindOf<DocumentTemplate> = { name: 'document' };

/** What documents need of the house. */
export interface DocumentsPort {
  /** What is still missing before the document can be made. */
  requiredData(context: Context, document: DocumentTemplate, record: string): Promise<readonly Problem[]>;
  /** Makes the PDF and stores it as a file of the record; or says why not. */
  generate(
    context: Context,
    document: DocumentTemplate,
    record: string,
    locale: string | undefined,
  ): Promise<{ readonly file?: GeneratedFile; readonly problems: readonly Problem[] }>;
}

export interface GeneratedFile {
  readonly id: string;
  readonly pages: number;
  /** Hex. */
  readonly sha256: string;
  readonly manifest: JsonObject;
}

/** `generateDocument` and `requiredData`. */
export function documentsPart(port: DocumentsPort): ApiPart {
  return {
    name: 'documents',
    build(_model, types) {
      const text = new GraphQLNonNull(GraphQLString);
      const problems = new GraphQLNonNull(
        new GraphQLList(new GraphQLNonNull(types.get('Problem') as GraphQLObjectType)),
      );
      const payload = types.define(
        'DocumentPayload',
        () =>
          new GraphQLObjectType({
            name: 'DocumentPayload',
            description: 'The stored PDF, or why there is none.',
            fields: {
              id: { type: GraphQLID, description: 'The id of the File.' },
              url: { type: GraphQLString, description: 'Where it is downloaded, below the address of the server.' },
              pages: { type: GraphQLInt },
              sha256: { type: GraphQLString },
              manifest: {
                type: types.get('JSON') as typeof GraphQLString,
                description: 'What it was made of, so that anybody can make the same bytes again.',
              },
              problems: { type: problems },
            },
          }),
      );
      const args = {
        document: { type: text, description: 'Its name, such as `order-confirmation`.' },
        record: { type: new GraphQLNonNull(GraphQLID) },
      };
      return {
        query: {
          requiredData: {
            type: problems,
            description: 'What is still missing before the document can be made. Empty: nothing.',
            args,
            resolve: (_source, { document, record }, { context }) =>
              port.requiredData(context, findDocument(context, document), existing(record)),
          },
        },
        mutation: {
          generateDocument: {
            type: new GraphQLNonNull(payload),
            description: 'Makes the document of a record and stores it with the record.',
            args: { ...args, locale: { type: GraphQLString, description: '`ro` or `en`; yours when not said.' } },
            async resolve(_source, { document, record, locale }, { context }) {
              const found = findDocument(context, document);
              const made = await port.generate(context, found, existing(record), locale ?? undefined);
              return { ...made.file, url: made.file && `/files/${made.file.id}`, problems: made.problems };
            },
          },
        },
      };
    },
  };
}

function findDocument({ model, locale }: Context, name: string): DocumentTemplate {
  const found = model.find(DOCUMENT, name);
  if (found) return found;
  const hint = didYouMean(name, model.all(DOCUMENT).keys());
  throw new RequestError('NOT_FOUND', `There is no document "${name}".`, hint && say(hint, locale));
}

function existing(record: string): string {
  if (isId(record)) return record;
  throw new RequestError('NOT_FOUND', 'There is no such record.', '`record` is the `id` of a record');
}
