import type ts from "typescript";
import { type EdgeVerdict, verdictByNames } from "../core/edge_types.ts";
import type { ParamSchema, TypeInfo, ValueType } from "../core/schema.ts";
import { canConnect } from "../core/types_compatible.ts";
import type { Answer } from "./question.ts";

/** Longest text of a type that is shown. */
const MAX_SHOWN = 90;

/** Says of types what people and edges need to know. */
export class Judge {
  readonly #ts: Answer["compiler"]["ts"];
  readonly #checker: ts.TypeChecker;

  constructor({ ts, checker }: Answer["compiler"]) {
    this.#ts = ts;
    this.#checker = checker;
  }

  /** The text of a type, in short: its name where it has one, but choices are said as they are. */
  text(type: ts.Type): string {
    const { NoTruncation, InTypeAlias } = this.#ts.TypeFormatFlags;
    const areChoices = type.isUnion() &&
      type.types.every((one) => one.isStringLiteral() || one.isNumberLiteral());
    const text = this.#checker.typeToString(
      type,
      undefined,
      areChoices ? NoTruncation | InTypeAlias : NoTruncation,
    );
    return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
  }

  /** Whether nothing is known of a type. */
  isOpen({ flags }: ts.Type): boolean {
    const { Any, Unknown, Never, TypeParameter, Void } = this.#ts.TypeFlags;
    return (flags & (Any | Unknown | Never | TypeParameter | Void)) !== 0;
  }

  /** What type of value it is, by the names on the wire; Any for unions of several. */
  family(type: ts.Type): ValueType {
    const families = new Set(
      this.#members(this.#checker.getNonNullableType(type))
        .map((member) => this.#familyOfOne(member)),
    );
    const [first] = families;
    return families.size === 1 ? first : "Any";
  }

  /** Whether what an edge brings may go into a parameter. Names come first: they say what is done in a run. */
  edge(
    names: { from: TypeInfo; to: TypeInfo & Pick<ParamSchema, "name" | "optional"> },
    from: ts.Type | undefined,
    to: ts.Type | undefined,
  ): EdgeVerdict {
    const byNames = verdictByNames(canConnect(names.from, names.to), names.from, names.to);
    if (!byNames.ok || from === undefined || to === undefined) return byNames;
    if (this.isOpen(to)) return byNames;
    if (this.isOpen(from)) return { depends: "seen when it runs", ...byNames };
    const checker = this.#checker;
    const fits = (type: ts.Type) => this.#fits(type, to);
    if (fits(from)) return names.from.type === "Any" ? this.#byMembers(from, names.to) : byNames;
    const some = checker.getNonNullableType(from);
    // An optional parameter takes none for none.
    const isMaybe = some !== from && names.to.optional !== true;
    const empty = isMaybe ? { depends: "if it is not empty" } : {};
    if (fits(some)) return { ...byNames, ...empty };
    let verdict: EdgeVerdict & { ok: true } = { ok: true, ...empty };
    for (const member of this.#members(some)) {
      if (fits(member)) continue;
      const one = this.#member(member, to, names.to);
      if (one === undefined) return { ok: false, reason: this.#reason(names.to.name, from, to) };
      verdict = { ...one, ...verdict };
    }
    return verdict;
  }

  /**
   * Whether values of a type are values of another: as the compiler says, but that an interface without index
   * signature is a `Record` where all of its fields are. The compiler is strict there as fields may be added later;
   * a value that flows has those that it has.
   */
  #fits(from: ts.Type, to: ts.Type, depth = 0): boolean {
    const checker = this.#checker;
    if (checker.isTypeAssignableTo(from, to)) return true;
    if (depth > 4) return false;
    if (checker.isArrayType(from)) {
      const [item] = checker.getTypeArguments(from as ts.TypeReference);
      return this.#membersOf(to).some((one) => {
        const wanted = checker.isArrayType(one)
          ? checker.getTypeArguments(one as ts.TypeReference)[0]
          : undefined;
        return wanted !== undefined && this.#fits(item, wanted, depth + 1);
      });
    }
    const isObject = this.#familyOfOne(from) === "dict" &&
      checker.getIndexTypeOfType(from, this.#ts.IndexKind.String) === undefined &&
      checker.getSignaturesOfType(from, this.#ts.SignatureKind.Construct).length === 0;
    return isObject && this.#membersOf(to).some((one) => {
      const wanted = checker.getIndexTypeOfType(one, this.#ts.IndexKind.String);
      return wanted !== undefined &&
        from.getProperties().every((field) => {
          const at = field.valueDeclaration;
          const type = at && checker.getTypeOfSymbolAtLocation(field, at);
          return type === undefined || this.isOpen(type) || this.#fits(type, wanted, depth + 1);
        });
    });
  }

  #membersOf(type: ts.Type): readonly ts.Type[] {
    return type.isUnion() ? type.types : [type];
  }

  /**
   * Of a type that fits and whose name says nothing: what is done in a run, by the names of its members. Any text is an
   * `Image` for the compiler, and every number an `Int`.
   */
  #byMembers(from: ts.Type, to: TypeInfo & Pick<ParamSchema, "name">): EdgeVerdict {
    let verdict: EdgeVerdict & { ok: true } = { ok: true };
    for (const member of this.#members(this.#checker.getNonNullableType(from))) {
      const info = this.#info(member);
      const one = verdictByNames(canConnect(info, to), info, to);
      if (!one.ok) return one;
      if (this.#familyOfOne(member) !== "Any") verdict = { ...one, ...verdict };
    }
    return verdict;
  }

  /** One member of a type that does not fit as it is: it converts, or may fit when it is known. */
  #member(
    type: ts.Type,
    to: ts.Type,
    param: TypeInfo & Pick<ParamSchema, "name">,
  ): EdgeVerdict & { ok: true } | undefined {
    const from = this.#info(type);
    const fit = canConnect(from, param);
    if (fit.ok && fit.converts) {
      const verdict = verdictByNames(fit, from, param);
      return verdict.ok ? verdict : undefined;
    }
    // `unknown[]` may be a `number[]`: only what is not known is taken for anything.
    const isSeenLater = this.#hasOpenParts(type) &&
      this.#checker.isTypeAssignableTo(this.#checker.getNonNullableType(to), type);
    return isSeenLater ? { ok: true, depends: "seen when it runs" } : undefined;
  }

  #info(type: ts.Type): TypeInfo {
    const family = this.#familyOfOne(type);
    const info: TypeInfo = { type: family, ts_type: this.text(type) };
    if (!type.isLiteral() || typeof type.value === "object") return info;
    return { ...info, type: "Literal", literals: [type.value], literal_values: [`${type.value}`] };
  }

  #reason(name: string, from: ts.Type, to: ts.Type): string {
    const takes = this.text(this.#checker.getNonNullableType(to));
    return `"${name}" takes ${takes}, this is ${this.text(from)}`;
  }

  /** `true | false` is one type for people. */
  #members(type: ts.Type): readonly ts.Type[] {
    if (!type.isUnion() || (type.flags & this.#ts.TypeFlags.Boolean) !== 0) return [type];
    return type.types;
  }

  #familyOfOne(type: ts.Type): ValueType {
    const { flags } = type;
    const { NumberLike, BigIntLike, StringLike, BooleanLike, Object, Intersection } = this
      .#ts.TypeFlags;
    if ((flags & (NumberLike | BigIntLike)) !== 0) return "float";
    if ((flags & StringLike) !== 0) return "str";
    if ((flags & BooleanLike) !== 0) return "bool";
    if (this.#checker.isArrayType(type) || this.#checker.isTupleType(type)) return "list";
    if ((flags & (Object | Intersection)) === 0 || type.getCallSignatures().length > 0) {
      return "Any";
    }
    return type.isClass() ? "Any" : "dict";
  }

  /** Whether something within a type is not known: `unknown[]`, `Record<string, unknown>`, `object`. */
  #hasOpenParts(type: ts.Type, depth = 0): boolean {
    if (this.isOpen(type) || (type.flags & this.#ts.TypeFlags.NonPrimitive) !== 0) return true;
    if (depth > 3) return false;
    if (type.isUnionOrIntersection()) {
      return type.types.some((member) => this.#hasOpenParts(member, depth + 1));
    }
    const checker = this.#checker;
    if (checker.isArrayType(type) || checker.isTupleType(type)) {
      return checker.getTypeArguments(type as ts.TypeReference)
        .some((item) => this.#hasOpenParts(item, depth + 1));
    }
    const { String: byText } = this.#ts.IndexKind;
    const index = checker.getIndexTypeOfType(type, byText);
    if (index !== undefined && this.#hasOpenParts(index, depth + 1)) return true;
    return type.getProperties().slice(0, 50).some((property) => {
      const { valueDeclaration } = property;
      if (valueDeclaration === undefined) return false;
      const inner = checker.getTypeOfSymbolAtLocation(property, valueDeclaration);
      return this.#hasOpenParts(inner, depth + 1);
    });
  }
}
