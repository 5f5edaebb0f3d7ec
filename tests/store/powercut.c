/* Notes what SQLite asks of the system for desk.db, its journal and "ack", for tests/store/powercut.py (LD_PRELOAD). */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int log_fd = -1;
static ssize_t (*real_write)(int, const void *, size_t);

static int file_of(const char *path) {
    const char *name = strrchr(path, '/');
    name = name ? name + 1 : path;
    if (!strcmp(name, "desk.db")) return 'd';
    if (!strcmp(name, "desk.db-journal")) return 'j';
    if (!strcmp(name, "ack")) return 'a';
    return 0;
}

static int file_at(int fd) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return file_of(path);
}

static void note(char act, int file, int64_t offset, int64_t size, const void *data) {
    if (!file) return;
    if (!real_write) real_write = dlsym(RTLD_NEXT, "write");
    if (log_fd < 0) log_fd = open(getenv("POWERCUT_LOG"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    char head[2] = {act, (char)file};
    int64_t numbers[2] = {offset, size};
    if (real_write(log_fd, head, 2) != 2 || real_write(log_fd, numbers, 16) != 16) abort();
    if (data && real_write(log_fd, data, size) != size) abort();
}

#define REAL(name) static __typeof__(&name) real; if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

ssize_t write(int fd, const void *data, size_t size) {
    if (!real_write) real_write = dlsym(RTLD_NEXT, "write");
    if (fd != log_fd && file_at(fd) == 'a') note('w', 'a', 0, size, data);
    return real_write(fd, data, size);
}
ssize_t pwrite(int fd, const void *data, size_t size, off_t at) {
    REAL(pwrite); note('w', file_at(fd), at, size, data); return real(fd, data, size, at);
}
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at) {
    REAL(pwrite64); note('w', file_at(fd), at, size, data); return real(fd, data, size, at);
}
int ftruncate(int fd, off_t size) { REAL(ftruncate); note('t', file_at(fd), size, 0, 0); return real(fd, size); }
int ftruncate64(int fd, off64_t size) { REAL(ftruncate64); note('t', file_at(fd), size, 0, 0); return real(fd, size); }
int fsync(int fd) { REAL(fsync); note('s', file_at(fd), 0, 0, 0); return real(fd); }
int fdatasync(int fd) { REAL(fdatasync); note('s', file_at(fd), 0, 0, 0); return real(fd); }
int unlink(const char *path) { REAL(unlink); note('u', file_of(path), 0, 0, 0); return real(path); }
