// Package evaltext measures what is read and said as text against files of
// examples: intents, entities and words to speak. Files may be CSV or TSV with a
// header, or JSONL; nothing in them is kept.
package evaltext
