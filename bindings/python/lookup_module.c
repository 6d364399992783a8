/* The one path that is worth a module of its own: a lookup with its strings, without cffi's way through Python objects.
 *
 *     look_up(direct, line, column, cross_line) -> Location or None
 *
 * `direct` is what smcache._cache makes for each cache: (address of the smc_cache, its owner, names of sources, names,
 * Location, kinds of functions, provenances). The owner keeps the cache open while the call has the tuple. Only the
 * limited API of Python 3.9. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include "smcache.h"

enum { kAddress, kOwner, kSourceNames, kNames, kLocation, kKinds, kProvenances };

static PyObject* new_tuple; /* tuple.__new__, which makes a Location without running Python code */

/* A number of 32 bits into `*number`; 0 with an exception set where it is none. */
static int read_number(PyObject* object, uint32_t* number) {
  PyObject* index = PyNumber_Index(object);
  unsigned long value;
  if (index == NULL) return 0;
  value = PyLong_AsUnsignedLong(index);
  Py_DECREF(index);
  if (value == (unsigned long)-1 && PyErr_Occurred()) return 0;
  if (value > UINT32_MAX) {
    PyErr_SetString(PyExc_OverflowError, "a position is over 2**32 - 1");
    return 0;
  }
  *number = (uint32_t)value;
  return 1;
}

static PyObject* none(void) {
  Py_INCREF(Py_None);
  return Py_None;
}

static PyObject* number_unless(int absent, uint32_t number) {
  return absent ? none() : PyLong_FromUnsignedLong(number);
}

/* strings[index], where `strings` decodes what it has not yet. */
static PyObject* string_at(PyObject* strings, uint32_t index) {
  PyObject* key;
  PyObject* found;
  if (index == SMC_NONE) return none();
  key = PyLong_FromUnsignedLong(index);
  if (key == NULL) return NULL;
  found = PyObject_GetItem(strings, key);
  Py_DECREF(key);
  return found;
}

/* Puts a new reference into the tuple; 0 where there is none. */
static int put(PyObject* tuple, Py_ssize_t at, PyObject* value) {
  return value != NULL && PyTuple_SetItem(tuple, at, value) == 0;
}

/* tuple[index], a new reference. */
static PyObject* item_at(PyObject* tuple, uint32_t index) {
  PyObject* item = PyTuple_GetItem(tuple, (Py_ssize_t)index);
  Py_XINCREF(item);
  return item;
}

static PyObject* function_name(const smc_function* function) {
  if (function->kind != SMC_FUNCTION_NAMED) return none();
  return PyUnicode_DecodeUTF8(function->name.data, (Py_ssize_t)function->name.size, "replace");
}

static PyObject* make_location(PyObject* direct, const smc_location* at, const smc_function* function) {
  const int unmapped = at->status == SMC_UNMAPPED;
  PyObject* location = NULL;
  PyObject* fields = PyTuple_New(13);
  if (fields == NULL) return NULL;
  if (put(fields, 0, string_at(PyTuple_GetItem(direct, kSourceNames), unmapped ? SMC_NONE : at->source)) &&
      put(fields, 1, number_unless(unmapped, at->line)) && put(fields, 2, number_unless(unmapped, at->column)) &&
      put(fields, 3, string_at(PyTuple_GetItem(direct, kNames), unmapped ? SMC_NONE : at->name)) &&
      put(fields, 4, PyLong_FromUnsignedLong(at->generated_line)) &&
      put(fields, 5, PyLong_FromUnsignedLong(at->generated_column)) &&
      put(fields, 6, number_unless(unmapped, at->source)) &&
      put(fields, 7, number_unless(unmapped || at->name == SMC_NONE, at->name)) &&
      put(fields, 8, PyLong_FromUnsignedLong(at->mapping)) && put(fields, 9, PyBool_FromLong(at->is_range != 0)) &&
      put(fields, 10, function_name(function)) &&
      put(fields, 11, item_at(PyTuple_GetItem(direct, kKinds), function->kind)) &&
      put(fields, 12, item_at(PyTuple_GetItem(direct, kProvenances), function->provenance))) {
    location = PyObject_CallFunctionObjArgs(new_tuple, PyTuple_GetItem(direct, kLocation), fields, NULL);
  }
  Py_DECREF(fields);
  return location;
}

static PyObject* look_up(PyObject* module, PyObject* arguments) {
  PyObject* direct;
  const smc_cache* cache;
  uint32_t line;
  uint32_t column;
  int cross_line;
  smc_location at;
  smc_function function;
  (void)module;
  if (PyTuple_Size(arguments) != 4) {
    PyErr_SetString(PyExc_TypeError, "look_up(direct, line, column, cross_line)");
    return NULL;
  }
  direct = PyTuple_GetItem(arguments, 0);
  if (!PyTuple_Check(direct) || PyTuple_Size(direct) != kProvenances + 1) {
    PyErr_SetString(PyExc_TypeError, "no cache");
    return NULL;
  }
  if (!read_number(PyTuple_GetItem(arguments, 1), &line) || !read_number(PyTuple_GetItem(arguments, 2), &column)) {
    return NULL;
  }
  cross_line = PyObject_IsTrue(PyTuple_GetItem(arguments, 3));
  if (cross_line < 0) return NULL;
  cache = PyLong_AsVoidPtr(PyTuple_GetItem(direct, kAddress));
  if (cache == NULL && PyErr_Occurred()) return NULL;
  /* The GIL stays held: letting it go and taking it again costs more than a lookup. */
  switch (smc_cache_lookup_function(cache, line, column, (uint32_t)cross_line, &at, &function)) {
    case SMC_NOT_FOUND: return none();
    case SMC_CORRUPT: PyErr_SetString(PyExc_LookupError, "corrupt"); return NULL;
    default: return make_location(direct, &at, &function);
  }
}

static PyMethodDef methods[] = {{"look_up", look_up, METH_VARARGS,
                                 "look_up(direct, line, column, cross_line, /)\n--\n\nA position's Location, or None."},
                                {NULL, NULL, 0, NULL}};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, "smcache._lookup", NULL, -1, methods, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__lookup(void) {
  new_tuple = PyObject_GetAttrString((PyObject*)&PyTuple_Type, "__new__");
  return new_tuple == NULL ? NULL : PyModule_Create(&definition);
}
