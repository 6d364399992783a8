// Symbolicate turns positions of a minified file back into source lines:
//
//	symbolicate SOURCE_MAP CACHE LINE:COLUMN...
//
// It compiles the map to the cache, opens that, and looks all positions up in one call.
package main

import (
	"fmt"
	"os"

	"example.com/symbolicate/smcache"
)

func main() {
	if len(os.Args) < 4 {
		fmt.Fprintln(os.Stderr, "usage: symbolicate SOURCE_MAP CACHE LINE:COLUMN...")
		os.Exit(2)
	}
	if err := symbolicate(os.Args[1], os.Args[2], os.Args[3:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func symbolicate(sourceMap, file string, texts []string) error {
	compiled, err := smcache.ConvertFile(sourceMap)
	if err != nil {
		return err
	}
	if err := smcache.Publish(file, compiled); err != nil {
		return err
	}
	cache, err := smcache.Open(file)
	if err != nil {
		return err
	}
	defer cache.Close()

	positions := make([]smcache.Position, 0, len(texts))
	for _, text := range texts {
		var line, column uint32 // from one, as stack traces count
		if _, err := fmt.Sscanf(text, "%d:%d", &line, &column); err != nil || line == 0 || column == 0 {
			return fmt.Errorf("%s is no position", text)
		}
		positions = append(positions, smcache.Position{Line: line - 1, Column: column - 1})
	}
	for i, at := range cache.Lookup(positions) {
		fmt.Println(texts[i], describe(cache, at))
	}
	return nil
}

func describe(cache *smcache.Cache, at smcache.Location) string {
	switch at.Status {
	case smcache.Unmapped:
		return "was not written by anyone"
	case smcache.NotFound:
		return "is not in the map"
	case smcache.Corrupt:
		return "cannot be told: the cache is damaged"
	}
	text := fmt.Sprintf("%s:%d:%d", cache.SourceName(at.Source), at.Line+1, at.Column+1)
	if name := cache.Name(at.Name); name != "" {
		text += fmt.Sprintf(" (%s)", name)
	}
	return text + "\n    " + cache.SourceLine(at.Source, at.Line)
}
