#pragma once
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BUFFER = 16384, BATCH = 512, MOST = 20000, POOL = 256 };

// The listener waits or does not, as the model wants it; epoll is there for those who use it.
extern int listener, epoll, workers;

static inline void fail(const char *what)
{
    perror(what);
    exit(1);
}

// 1: answered, 0: nothing there, -1: ended.
static inline int send_all(int fd, const char *bytes, int count)
{
    for (int sent = 0; sent < count;) {
        int n = send(fd, bytes + sent, count - sent, MSG_NOSIGNAL);
        if (n > 0) {
            sent += n;
        } else if (errno == EAGAIN) {
            struct pollfd room = {.fd = fd, .events = POLLOUT};
            poll(&room, 1, -1);
        } else if (errno != EINTR) {
            return -1;
        }
    }
    return 1;
}

static inline int echo_part(int fd, char *buffer, int *received)
{
    int n;
    do n = recv(fd, buffer, BUFFER, 0);
    while (n < 0 && errno == EINTR);
    *received = n;
    if (n > 0) return send_all(fd, buffer, n);
    return n < 0 && errno == EAGAIN ? 0 : -1;
}

static inline int echo(int fd, char *buffer)
{
    int received;
    return echo_part(fd, buffer, &received);
}

// For those who are told of arrivals once.
static inline int drain(int fd, char *buffer)
{
    int received, state;
    do state = echo_part(fd, buffer, &received);
    while (state > 0 && received == BUFFER);
    return state;
}

static inline int next_connection(int flags)
{
    int fd = accept4(listener, 0, 0, flags);
    if (fd >= 0) setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int));
    return fd;
}

static inline void epoll_set(int operation, int fd, uint32_t events)
{
    struct epoll_event event = {.events = events, .data.fd = fd};
    if (epoll_ctl(epoll, operation, fd, &event) < 0) fail("epoll_ctl");
}

static inline void accept_all(uint32_t events)
{
    for (int fd; (fd = next_connection(SOCK_NONBLOCK)) >= 0;) epoll_set(EPOLL_CTL_ADD, fd, events);
}

static inline void start_threads(int count, void *(*work)(void *))
{
    pthread_t thread;
    for (int i = 0; i < count; i++)
        if (pthread_create(&thread, 0, work, 0)) fail("pthread_create");
}

// Those that the models without an event queue keep a list of, and the buffers of those that hand them on.
extern int open_fds[MOST], opened;
extern char *buffers[MOST];

static inline char *buffer_of(int fd)
{
    if (!buffers[fd]) buffers[fd] = malloc(BUFFER);
    return buffers[fd];
}

void blocking(void);
void blocking_pool(void);
void nonblocking(void);
void select_(void);
void poll_(void);
void epoll_level(void);
void epoll_edge(void);
void reactor(void);
void reactor_textbook(void);
void leader_followers(void);
void half_sync_half_async(void);
void proactor_emulated(void);
void sigio(void);
void sigio_classic(void);
void aio(void);
void uring(void);
void uring_oneshot(void);
void uring_sqpoll(void);
