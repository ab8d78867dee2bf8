/** The wire form of a value: what JSON can say. Records travel through the platform in this form only. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };
