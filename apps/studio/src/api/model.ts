/** The Model as the studio draws it: labels are already in the person's language. */
export interface Model {
  readonly hash: string;
  readonly entities: readonly ModelEntity[];
}

export interface ModelEntity {
  readonly name: string;
  readonly label: string;
  readonly plural: string;
  /** The field that names a record. */
  readonly title: string;
  /** Fields that stand at the top of every page of a record. */
  readonly header: readonly string[];
  /** Of the platform itself (people, files), not of the business. */
  readonly platform: boolean;
  /** The field that says whose part it is. */
  readonly parent: string | null;
  /** The names of its root fields. */
  readonly api: {
    readonly one: string;
    readonly many: string;
    readonly create: string;
    readonly update: string;
    readonly fire: string | null;
  };
  readonly can: { readonly create: boolean; readonly read: boolean; readonly update: boolean };
  readonly fields: readonly ModelField[];
  readonly relations: readonly {
    readonly name: string;
    readonly label: string;
    readonly entity: string;
    readonly field: string;
  }[];
  readonly documents: readonly { readonly name: string; readonly label: string; readonly locales: readonly string[] }[];
}

export interface ModelField {
  readonly name: string;
  readonly label: string;
  readonly help: string | null;
  readonly type: string;
  readonly control: string;
  readonly required: boolean;
  readonly readOnly: boolean;
  readonly standard: boolean;
  readonly sortable: boolean;
  /** What its type allows: `currency`, `maxLength`. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly can: { readonly read: boolean; readonly create: boolean; readonly update: boolean };
  /** The entity referred to. */
  readonly reference: string | null;
  readonly choices: readonly ModelChoice[] | null;
}

export interface ModelChoice {
  /** As the API says it: `in_approval`. */
  readonly name: string;
  /** As the content and JSON say it: `in-approval`. */
  readonly value: string;
  readonly label: string;
  readonly color: string | null;
  readonly retired: boolean;
}

export interface Me {
  readonly id: string;
  readonly name: string;
}
