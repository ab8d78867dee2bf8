/** A call of a function, and what it gives, both as FEEL writes them. */
export interface Example {
  readonly call: string;
  readonly gives: string;
}

interface Entry {
  readonly about: string;
  readonly examples: readonly Example[];
}

/** The examples of the reference; the first is shown in hints too. Its clock: 2 January 2026, 12:00 in Bucharest. */
export function examplesOf(name: string): readonly Example[] {
  return entries.get(name)?.examples ?? [];
}

/** What the function says, in a few words. */
export function aboutFunction(name: string): string {
  return entries.get(name)?.about ?? '';
}

function entry(
  name: string,
  about: string,
  ...examples: readonly (readonly [string, string])[]
): readonly [string, Entry] {
  return [name, { about, examples: examples.map(([call, gives]) => ({ call, gives })) }];
}

const entries: ReadonlyMap<string, Entry> = new Map([
  entry('not', 'the opposite of true or false', ['not(false)', 'true']),
  entry(
    'is',
    'equal, and written alike: times with the same zone',
    ['is(@"10:00:00", @"10:00:00Z")', 'false'],
    ['is(1, 1)', 'true'],
  ),
  entry('coalesce', 'the first value that is not null', ['coalesce(null, 3)', '3']),
  entry('number', 'a text read as a number', ['number("1500.5")', '1500.5'], ['number("1.500,5", ".", ",")', '1500.5']),
  entry(
    'string',
    'a value as text',
    ['string(1.50)', '"1.5"'],
    ['string([1, "a", @"2026-01-01"])', '"[1, \\"a\\", 2026-01-01]"'],
  ),
  entry(
    'date',
    'a day, from text, from a date and time, or from its parts',
    ['date("2026-01-31")', '2026-01-31'],
    ['date(2026, 1, 31)', '2026-01-31'],
    ['date(@"2026-01-31T23:00:00")', '2026-01-31'],
  ),
  entry(
    'time',
    'a time of day, from text, from a date and time, or from its parts',
    ['time("10:30:00+02:00")', '10:30:00+02:00'],
    ['time(10, 30, 0, duration("PT2H"))', '10:30:00+02:00'],
    ['time(@"2026-01-31T23:00:00")', '23:00:00'],
  ),
  entry(
    'date and time',
    'a date and time, from text, from a date and a time, or moved to a zone',
    ['date and time("2026-01-31T10:30:00")', '2026-01-31T10:30:00'],
    ['date and time(@"2026-01-31", @"10:30:00")', '2026-01-31T10:30:00'],
    ['date and time(@"2026-01-31T10:00:00Z", "Europe/Bucharest")', '2026-01-31T12:00:00@Europe/Bucharest'],
  ),
  entry(
    'duration',
    'a duration in days and time, or in years and months',
    ['duration("P1DT2H")', 'P1DT2H'],
    ['duration("P14M")', 'P1Y2M'],
  ),
  entry('years and months duration', 'the whole months from one day to another', [
    'years and months duration(@"2024-12-31", @"2026-01-31")',
    'P1Y1M',
  ]),
  entry(
    'substring',
    'a part of a text, from a position; from the end when it is negative',
    ['substring("foobar", 3)', '"obar"'],
    ['substring("foobar", -3, 2)', '"ba"'],
  ),
  entry('string length', 'the number of characters', ['string length("aș")', '2']),
  entry('upper case', 'in capital letters', ['upper case("aș")', '"AȘ"']),
  entry('lower case', 'in small letters', ['lower case("AȘ")', '"aș"']),
  entry('substring before', 'what stands before the first occurrence', ['substring before("foobar", "bar")', '"foo"']),
  entry('substring after', 'what stands after the first occurrence', ['substring after("foobar", "o")', '"obar"']),
  entry('contains', 'is the second text within the first?', ['contains("foobar", "oba")', 'true']),
  entry('starts with', 'does the first text begin with the second?', ['starts with("foobar", "fo")', 'true']),
  entry('ends with', 'does the first text end with the second?', ['ends with("foobar", "r")', 'true']),
  entry('trim', 'without blanks at both ends', ['trim("  a ")', '"a"']),
  entry('string join', 'the texts of a list as one text; null is left out', [
    'string join(["a", null, "b"], ", ")',
    '"a, b"',
  ]),
  entry(
    'matches',
    'does the text match a pattern? Flags: `i` any case, `s` dot is all, `m` lines, `x` blanks mean nothing, `q` no pattern',
    ['matches("RO123", "^RO[0-9]+$")', 'true'],
    ['matches("ro1", "^RO", "i")', 'true'],
  ),
  entry('replace', 'with what matches a pattern replaced; `$1` is the first group', [
    'replace("0744 123", "([0-9]+) ([0-9]+)", "$2-$1")',
    '"123-0744"',
  ]),
  entry('split', 'the parts between what matches a pattern', ['split("a; b;c", "; *")', '["a", "b", "c"]']),
  entry(
    'decimal',
    'rounded half to even',
    ['decimal(2.5, 0)', '2'],
    ['decimal(1/3, 2)', '0.33'],
    ['decimal(1250, -2)', '1200'],
  ),
  entry('floor', 'rounded down', ['floor(-1.5)', '-2'], ['floor(1.27, 1)', '1.2']),
  entry('ceiling', 'rounded up', ['ceiling(-1.5)', '-1'], ['ceiling(1.23, 1)', '1.3']),
  entry('round up', 'rounded away from 0', ['round up(-5.5, 0)', '-6']),
  entry('round down', 'rounded towards 0', ['round down(5.59, 1)', '5.5']),
  entry(
    'round half up',
    'rounded, half away from 0: as money usually is',
    ['round half up(5.125, 2)', '5.13'],
    ['round half up(-5.5, 0)', '-6'],
  ),
  entry('round half down', 'rounded, half towards 0', ['round half down(5.5, 0)', '5']),
  entry('abs', 'without its sign', ['abs(-1.5)', '1.5'], ['abs(@"-P1D")', 'P1D']),
  entry('modulo', 'the remainder, with the sign of the divisor', ['modulo(-12, 5)', '3'], ['modulo(10.1, 4.5)', '1.1']),
  entry('sqrt', 'the square root', ['sqrt(16)', '4']),
  entry('log', 'the natural logarithm', ['log(1)', '0']),
  entry('exp', 'e to the power', ['exp(0)', '1']),
  entry('odd', 'is it an odd whole number?', ['odd(5)', 'true']),
  entry('even', 'is it an even whole number?', ['even(5)', 'false']),
  entry('count', 'how many elements', ['count([1, null])', '2']),
  entry('min', 'the smallest', ['min(3, 1, 2)', '1'], ['min(["b", "a"])', '"a"']),
  entry('max', 'the greatest', ['max([3, 1, 2])', '3'], ['max(@"2026-01-31", @"2026-02-01")', '2026-02-01']),
  entry('sum', 'of numbers; null for an empty list', ['sum([0.1, 0.2])', '0.3']),
  entry('product', 'of numbers', ['product(2, 3, 4)', '24']),
  entry('mean', 'the average', ['mean([1, 2, 3, 4])', '2.5']),
  entry('median', 'the middle one, or the average of the two in the middle', ['median(6, 1, 2, 3)', '2.5']),
  entry('stddev', 'the standard deviation of a sample', ['stddev(2, 4, 7, 5)', '2.081665999466132735282297706979931']),
  entry('mode', 'those that occur most often', ['mode([6, 1, 9, 6, 1])', '[1, 6]']),
  entry('all', 'are all true? True for an empty list', ['all([true, null, false])', 'false'], ['all([])', 'true']),
  entry('any', 'is one of them true? False for an empty list', ['any([false, true])', 'true'], ['any([])', 'false']),
  entry('list contains', 'is it in the list?', ['list contains([1, null], null)', 'true']),
  entry(
    'sublist',
    'a part of a list, from a position; from the end when it is negative',
    ['sublist([4, 5, 6], 2)', '[5, 6]'],
    ['sublist([4, 5, 6], -2, 1)', '[5]'],
  ),
  entry('append', 'with elements at the end', ['append([1], 2, 3)', '[1, 2, 3]']),
  entry('concatenate', 'the elements of several lists', ['concatenate([1], [2, 3])', '[1, 2, 3]']),
  entry('insert before', 'with an element before a position', ['insert before([1, 3], 2, 2)', '[1, 2, 3]']),
  entry('remove', 'without the element at a position', ['remove([1, 2, 3], 2)', '[1, 3]']),
  entry(
    'list replace',
    'with another element at a position, or wherever a function says so',
    ['list replace([1, 2, 3], 2, 9)', '[1, 9, 3]'],
    ['list replace([1, 2, 3], function(item, newItem) item > 1, 0)', '[1, 0, 0]'],
  ),
  entry('reverse', 'in reverse order', ['reverse([1, 2])', '[2, 1]']),
  entry('index of', 'the positions at which it stands', ['index of([1, 2, 1], 1)', '[1, 3]']),
  entry('union', 'the elements of several lists, each once', ['union([1, 2], [2, 3])', '[1, 2, 3]']),
  entry('distinct values', 'each element once', ['distinct values([1, 1.0, "a", null, "a"])', '[1, "a", null]']),
  entry('flatten', 'lists within lists as one list', ['flatten([[1, [2]], 3])', '[1, 2, 3]']),
  entry(
    'sort',
    'in their order, or so that the function is true of neighbours',
    ['sort([3, 1, 2])', '[1, 2, 3]'],
    ['sort([3, 1, 2], function(a, b) a > b)', '[3, 2, 1]'],
  ),
  entry(
    'get value',
    'the entry of a context',
    ['get value({ a: 1 }, "a")', '1'],
    ['get value({ a: { b: 2 } }, ["a", "b"])', '2'],
  ),
  entry('get entries', 'the entries of a context as a list', ['get entries({ a: 1 })', '[{key: "a", value: 1}]']),
  entry('context', 'a context of entries', ['context([{ key: "a", value: 1 }])', '{a: 1}']),
  entry(
    'context put',
    'a context with one more entry',
    ['context put({ a: 1 }, "b", 2)', '{a: 1, b: 2}'],
    ['context put({ a: { b: 1 } }, ["a", "b"], 2)', '{a: {b: 2}}'],
  ),
  entry('context merge', 'several contexts as one; the later entry counts', [
    'context merge([{ a: 1 }, { a: 2, b: 3 }])',
    '{a: 2, b: 3}',
  ]),
  entry(
    'before',
    'does the first lie wholly before the second?',
    ['before(1, [2..3])', 'true'],
    ['before([1..5), [5..6])', 'true'],
  ),
  entry('after', 'does the first lie wholly after the second?', ['after(7, [2..3])', 'true']),
  entry('meets', 'does the first end where the second begins?', ['meets([1..5], [5..10])', 'true']),
  entry('met by', 'does the first begin where the second ends?', ['met by([5..10], [1..5])', 'true']),
  entry('overlaps', 'have they a point in common?', ['overlaps([1..5], [3..8])', 'true']),
  entry('overlaps before', 'does the first begin before the second and end within it?', [
    'overlaps before([1..5], [3..8])',
    'true',
  ]),
  entry('overlaps after', 'does the first begin within the second and end after it?', [
    'overlaps after([3..8], [1..5])',
    'true',
  ]),
  entry(
    'finishes',
    'do both end together, and the first begins later?',
    ['finishes(10, [1..10])', 'true'],
    ['finishes([5..10], [1..10])', 'true'],
  ),
  entry('finished by', 'do both end together, and the first begins earlier?', ['finished by([1..10], 10)', 'true']),
  entry(
    'includes',
    'does the first hold the second?',
    ['includes([1..10], [2..3])', 'true'],
    ['includes((>= 1), 5)', 'true'],
  ),
  entry('during', 'does the second hold the first?', ['during(5, [1..10])', 'true']),
  entry(
    'starts',
    'do both begin together, and the first ends earlier?',
    ['starts(1, [1..10])', 'true'],
    ['starts([1..5], [1..10])', 'true'],
  ),
  entry('started by', 'do both begin together, and the first ends later?', ['started by([1..10], [1..5])', 'true']),
  entry('coincides', 'are they the same?', ['coincides([1..2], [1..2])', 'true']),
  entry('range', 'a range read from text', ['range("[1..3)")', '[1..3)']),
  entry('day of year', '1 to 366', ['day of year(@"2026-02-01")', '32']),
  entry('day of week', 'its English name', ['day of week(@"2026-01-31")', '"Saturday"']),
  entry('month of year', 'its English name', ['month of year(@"2026-01-31")', '"January"']),
  entry('week of year', 'of ISO 8601', ['week of year(@"2021-01-03")', '53']),
  entry('now', 'the point in time at which it is asked', ['now()', '2026-01-02T12:00:00@Europe/Bucharest']),
  entry('today', 'the day at which it is asked, in the zone of who asks', ['today()', '2026-01-02']),
  entry('hours between', 'hours from one point in time to another, with fractions (ours)', [
    'hours between(@"2026-01-01T10:00:00Z", @"2026-01-02T10:30:00Z")',
    '24.5',
  ]),
  entry(
    'days between',
    'days from one to another, with fractions (ours)',
    ['days between(@"2026-01-01", @"2026-01-31")', '30'],
    ['days between(@"2026-01-01T12:00:00Z", @"2026-01-02T00:00:00Z")', '0.5'],
  ),
]);
