// Package smcache binds the parts of libsmcache and libsmcache-convert that a symbolicator needs.
//
// What makes it short: structures of 32-bit fields are Go structures as they are, so a slice of positions goes to C
// without a copy; errors are the caller's own; and strings point into the cache.
package smcache

/*
#cgo pkg-config: smcache smcache-convert
#include <stdlib.h>
#include <smcache.h>
#include <smcache_convert.h>
*/
import "C"

import (
	"errors"
	"runtime"
	"unsafe"
)

// Position counts lines and columns (UTF-16 code units) from zero.
type Position struct{ Line, Column uint32 }

// Status says what a lookup found.
type Status uint32

const (
	NotFound Status = C.SMC_NOT_FOUND
	Unmapped Status = C.SMC_UNMAPPED
	Found    Status = C.SMC_FOUND
	Corrupt  Status = C.SMC_CORRUPT
)

// Location has the fields of smc_location, in their order.
type Location struct {
	Status                                  Status
	Mapping, GeneratedLine, GeneratedColumn uint32
	Source, Line, Column, Name, IsRange     uint32
}

// Cache is an opened cache; safe for any number of goroutines.
type Cache struct{ handle *C.smc_cache }

// ConvertFile compiles the source map in a file.
func ConvertFile(path string) ([]byte, error) {
	name := C.CString(path)
	defer C.free(unsafe.Pointer(name))
	var made *C.smc_conversion
	var failure C.smc_error
	if C.smc_convert_file(name, nil, &made, &failure) != C.SMC_OK {
		return nil, asError(&failure)
	}
	defer C.smc_conversion_free(made)
	var bytes C.smc_string
	C.smc_conversion_bytes(made, &bytes)
	return C.GoBytes(unsafe.Pointer(bytes.data), C.int(bytes.size)), nil
}

// Publish writes a compiled map to a file, whole or not at all.
func Publish(path string, cache []byte) error {
	name := C.CString(path)
	defer C.free(unsafe.Pointer(name))
	var failure C.smc_error
	if C.smc_publish(name, first(cache), C.size_t(len(cache)), &failure) != C.SMC_OK {
		return asError(&failure)
	}
	return nil
}

// Open maps a compiled map into memory.
func Open(path string) (*Cache, error) {
	name := C.CString(path)
	defer C.free(unsafe.Pointer(name))
	cache := &Cache{}
	var failure C.smc_error
	if C.smc_cache_open(name, C.SMC_OPEN_MAP, &cache.handle, &failure) != C.SMC_OK {
		return nil, asError(&failure)
	}
	runtime.SetFinalizer(cache, (*Cache).Close)
	return cache, nil
}

// Close may be called more than once.
func (cache *Cache) Close() {
	C.smc_cache_close(cache.handle)
	cache.handle = nil
}

// Lookup answers all positions in one call.
func (cache *Cache) Lookup(positions []Position) []Location {
	found := make([]Location, len(positions))
	C.smc_cache_lookup_many(cache.handle, (*C.smc_position)(first(positions)),
		C.size_t(len(positions)), C.SMC_REACH_LINE, (*C.smc_location)(first(found)))
	runtime.KeepAlive(cache)
	return found
}

// SourceName is "" where there is none.
func (cache *Cache) SourceName(source uint32) string {
	var text C.smc_string
	C.smc_cache_source_name(cache.handle, C.uint32_t(source), &text)
	return cache.copied(text)
}

// SourceLine is "" where there is none.
func (cache *Cache) SourceLine(source, line uint32) string {
	var text C.smc_string
	C.smc_cache_source_line(cache.handle, C.uint32_t(source), C.uint32_t(line), &text)
	return cache.copied(text)
}

// Name is "" where there is none.
func (cache *Cache) Name(name uint32) string {
	var text C.smc_string
	C.smc_cache_name(cache.handle, C.uint32_t(name), &text)
	return cache.copied(text)
}

func (cache *Cache) copied(text C.smc_string) string {
	copied := C.GoStringN(text.data, C.int(text.size))
	runtime.KeepAlive(cache)
	return copied
}

// first points at a slice's elements; NULL where it has none.
func first[T any](slice []T) unsafe.Pointer {
	if len(slice) == 0 {
		return nil
	}
	return unsafe.Pointer(&slice[0])
}

func asError(failure *C.smc_error) error { return errors.New(C.GoString(&failure.message[0])) }
