/*
 * Writes down what a program does to the files of one folder, where the kernel does not let anybody trace.
 *
 * Preloaded (LD_PRELOAD) in front of the C library. PROVE_FOLDER names the folder, PROVE_RECORD the file that takes
 * the record. A record is: kind (1 byte), length of path (4), offset or size (8), length of content (8), path,
 * content; numbers little-endian. A call is recorded after it returned, as strace would have it.
 *
 * Only for programs that do their file work on one thread, which SQLite under one writer does.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#define FILES_MAX 4096
static char *paths[FILES_MAX];
static int record_fd = -1;
static const char *folder;

static void start(void) {
  if (folder) return;
  folder = getenv("PROVE_FOLDER");
  const char *file = getenv("PROVE_RECORD");
  if (!folder || !file) { folder = ""; return; }
  record_fd = (int)syscall(SYS_openat, AT_FDCWD, file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static int watched(const char *path) {
  start();
  size_t length = strlen(folder);
  return record_fd >= 0 && length > 0 && path && !strncmp(path, folder, length) &&
         (path[length] == '/' || path[length] == 0);
}

static void put(const void *bytes, size_t length) {
  const char *at = bytes;
  while (length > 0) {
    long done = syscall(SYS_write, record_fd, at, length);
    if (done <= 0) abort();
    at += done;
    length -= (size_t)done;
  }
}

static void record(char kind, const char *path, int64_t number, const void *content, uint64_t length) {
  unsigned char head[21];
  uint32_t path_length = (uint32_t)strlen(path);
  head[0] = (unsigned char)kind;
  memcpy(head + 1, &path_length, 4);
  memcpy(head + 5, &number, 8);
  memcpy(head + 13, &length, 8);
  put(head, sizeof head);
  put(path, path_length);
  if (length > 0) put(content, length);
}

static const char *path_of(int fd) { return fd >= 0 && fd < FILES_MAX ? paths[fd] : NULL; }

static int opened(int fd, const char *path, int flags) {
  if (fd < 0 || fd >= FILES_MAX || !watched(path)) return fd;
  free(paths[fd]);
  paths[fd] = strdup(path);
  record('o', path, ((flags & O_CREAT) ? 1 : 0) | ((flags & O_TRUNC) ? 2 : 0), NULL, 0);
  return fd;
}

#define REAL(name, type, ...) \
  static type (*real)(__VA_ARGS__); \
  if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

#define OPEN_LIKE(name) \
  int name(const char *path, int flags, ...) { \
    va_list rest; \
    va_start(rest, flags); \
    int mode = va_arg(rest, int); \
    va_end(rest); \
    return opened((int)syscall(SYS_openat, AT_FDCWD, path, flags, mode), path, flags); \
  }
OPEN_LIKE(open)
OPEN_LIKE(open64)

#define OPENAT_LIKE(name) \
  int name(int at, const char *path, int flags, ...) { \
    va_list rest; \
    va_start(rest, flags); \
    int mode = va_arg(rest, int); \
    va_end(rest); \
    return opened((int)syscall(SYS_openat, at, path, flags, mode), path, flags); \
  }
OPENAT_LIKE(openat)
OPENAT_LIKE(openat64)

int close(int fd) {
  REAL("close", int, int);
  if (path_of(fd)) { free(paths[fd]); paths[fd] = NULL; }
  return real(fd);
}

ssize_t write(int fd, const void *bytes, size_t length) {
  REAL("write", ssize_t, int, const void *, size_t);
  ssize_t done = real(fd, bytes, length);
  if (done > 0 && path_of(fd))
    record('w', path_of(fd), (int64_t)syscall(SYS_lseek, fd, 0, SEEK_CUR) - done, bytes, (uint64_t)done);
  return done;
}

#define PWRITE_LIKE(name) \
  ssize_t name(int fd, const void *bytes, size_t length, off_t offset) { \
    REAL(#name, ssize_t, int, const void *, size_t, off_t); \
    ssize_t done = real(fd, bytes, length, offset); \
    if (done > 0 && path_of(fd)) record('w', path_of(fd), offset, bytes, (uint64_t)done); \
    return done; \
  }
PWRITE_LIKE(pwrite)
PWRITE_LIKE(pwrite64)

#define SYNC_LIKE(name) \
  int name(int fd) { \
    REAL(#name, int, int); \
    int done = real(fd); \
    if (done == 0 && path_of(fd)) record('s', path_of(fd), 0, NULL, 0); \
    return done; \
  }
SYNC_LIKE(fsync)
SYNC_LIKE(fdatasync)

#define TRUNCATE_LIKE(name) \
  int name(int fd, off_t size) { \
    REAL(#name, int, int, off_t); \
    int done = real(fd, size); \
    if (done == 0 && path_of(fd)) record('t', path_of(fd), size, NULL, 0); \
    return done; \
  }
TRUNCATE_LIKE(ftruncate)
TRUNCATE_LIKE(ftruncate64)

int unlink(const char *path) {
  REAL("unlink", int, const char *);
  int done = real(path);
  if (done == 0 && watched(path)) record('u', path, 0, NULL, 0);
  return done;
}

int rename(const char *from, const char *to) {
  REAL("rename", int, const char *, const char *);
  int done = real(from, to);
  if (done == 0 && (watched(from) || watched(to))) record('r', from, 0, to, strlen(to));
  return done;
}
