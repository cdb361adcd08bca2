/* What the headers of CPython need to know about 64-bit Windows, in place of their own pyconfig.h of Linux. It is enough
 * for modules with the stable ABI of Python 3.12 only. */
#ifndef Py_PYCONFIG_H
#define Py_PYCONFIG_H

#if !defined(_WIN64) || !defined(Py_LIMITED_API)
#error "this pyconfig.h is for 64-bit Windows and the stable ABI"
#endif

#define MS_WINDOWS
#define MS_WIN32
#define MS_WIN64

/* Functions and objects of Python are imported from python3.dll. */
#define Py_ENABLE_SHARED 1
#define HAVE_DECLSPEC_DLL 1

#define HAVE_STDDEF_H 1
#define HAVE_SYS_STAT_H 1
#define HAVE_SYS_TYPES_H 1

#define SIZEOF_SHORT 2
#define SIZEOF_INT 4
#define SIZEOF_LONG 4
#define SIZEOF_LONG_LONG 8
#define SIZEOF_FLOAT 4
#define SIZEOF_DOUBLE 8
#define SIZEOF_SIZE_T 8
#define SIZEOF_TIME_T 8
#define SIZEOF_VOID_P 8
#define SIZEOF_WCHAR_T 2

#endif
