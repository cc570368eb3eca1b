// Queues between threads are a mutex and a condition.
#include "twin.h"
#include <stdatomic.h>
#include <sys/eventfd.h>

typedef struct {
    pthread_mutex_t lock;
    pthread_cond_t filled;
    int fds[1 << 16];
    unsigned head, tail;
} Queue;

static Queue requests = {.lock = PTHREAD_MUTEX_INITIALIZER, .filled = PTHREAD_COND_INITIALIZER};
static Queue answers = {.lock = PTHREAD_MUTEX_INITIALIZER, .filled = PTHREAD_COND_INITIALIZER};

static void put(Queue *queue, const int *fds, int count)
{
    pthread_mutex_lock(&queue->lock);
    for (int i = 0; i < count; i++) queue->fds[queue->tail++ & 0xffff] = fds[i];
    if (count > 1) pthread_cond_broadcast(&queue->filled);
    else if (count == 1) pthread_cond_signal(&queue->filled);
    pthread_mutex_unlock(&queue->lock);
}

static int take(Queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    while (queue->head == queue->tail) pthread_cond_wait(&queue->filled, &queue->lock);
    int fd = queue->fds[queue->head++ & 0xffff];
    pthread_mutex_unlock(&queue->lock);
    return fd;
}

static const uint32_t one_shot = EPOLLIN | EPOLLONESHOT;

static void handle_one_shot(int fd, char *buffer)
{
    if (fd == listener) accept_all(one_shot);
    else if (echo(fd, buffer) < 0) {
        close(fd);
        return;
    }
    epoll_set(EPOLL_CTL_MOD, fd, one_shot);
}

static void queue_what_is_ready(void)
{
    struct epoll_event ready[BATCH];
    int fds[BATCH];
    epoll_set(EPOLL_CTL_ADD, listener, one_shot);
    for (;;) {
        int count = epoll_wait(epoll, ready, BATCH, -1);
        for (int i = 0; i < count; i++) fds[i] = ready[i].data.fd;
        put(&requests, fds, count);
    }
}

static void *reactor_worker(void *unused)
{
    char buffer[BUFFER];
    for (;;) handle_one_shot(take(&requests), buffer);
    return unused;
}

void reactor(void)
{
    start_threads(workers, reactor_worker);
    queue_what_is_ready();
}

static int received[MOST];

static void *textbook_worker(void *unused)
{
    for (;;) {
        int fd = take(&requests);
        if (fd == listener) {
            accept_all(one_shot);
            epoll_set(EPOLL_CTL_MOD, fd, one_shot);
        } else if (received[fd] > 0) {
            int owed = received[fd];
            received[fd] = 0;
            if (send_all(fd, buffer_of(fd), owed) < 0) close(fd);
            else epoll_set(EPOLL_CTL_MOD, fd, one_shot);
        } else {
            received[fd] = recv(fd, buffer_of(fd), BUFFER, 0);
            if (received[fd] > 0) epoll_set(EPOLL_CTL_MOD, fd, EPOLLOUT | EPOLLONESHOT);
            else if (received[fd] < 0 && errno == EAGAIN) epoll_set(EPOLL_CTL_MOD, fd, one_shot);
            else close(fd);
        }
    }
    return unused;
}

void reactor_textbook(void)
{
    start_threads(workers, textbook_worker);
    queue_what_is_ready();
}

static pthread_mutex_t leadership = PTHREAD_MUTEX_INITIALIZER;

static void *lead(void *unused)
{
    char buffer[BUFFER];
    for (;;) {
        struct epoll_event ready;
        pthread_mutex_lock(&leadership);
        while (epoll_wait(epoll, &ready, 1, -1) < 1) { }
        pthread_mutex_unlock(&leadership);
        handle_one_shot(ready.data.fd, buffer);
    }
    return unused;
}

void leader_followers(void)
{
    epoll_set(EPOLL_CTL_ADD, listener, one_shot);
    start_threads(workers - 1, lead);
    lead(0);
}

static void *synchronous_layer(void *unused)
{
    for (;;) {
        int fd = take(&requests);
        if (send_all(fd, buffer_of(fd), received[fd]) < 0) close(fd);
        else epoll_set(EPOLL_CTL_MOD, fd, one_shot);
    }
    return unused;
}

void half_sync_half_async(void)
{
    struct epoll_event ready[BATCH];
    int fds[BATCH];
    start_threads(workers, synchronous_layer);
    epoll_set(EPOLL_CTL_ADD, listener, EPOLLIN);
    for (;;) {
        int count = epoll_wait(epoll, ready, BATCH, -1), arrived = 0;
        for (int i = 0; i < count; i++) {
            int fd = ready[i].data.fd;
            if (fd == listener) accept_all(one_shot);
            else if ((received[fd] = recv(fd, buffer_of(fd), BUFFER, 0)) > 0) fds[arrived++] = fd;
            else if (received[fd] < 0 && errno == EAGAIN) epoll_set(EPOLL_CTL_MOD, fd, one_shot);
            else close(fd);
        }
        put(&requests, fds, arrived);
    }
}

static atomic_int asleep;
static int bell;

static void *completion_handler(void *unused)
{
    for (;;) {
        int fd = take(&requests);
        put(&answers, &fd, 1);
        if (atomic_exchange(&asleep, 0)) eventfd_write(bell, 1);
    }
    return unused;
}

void proactor_emulated(void)
{
    struct epoll_event ready[BATCH];
    int fds[BATCH];
    bell = eventfd(0, EFD_NONBLOCK);
    start_threads(workers, completion_handler);
    epoll_set(EPOLL_CTL_ADD, listener, EPOLLIN);
    epoll_set(EPOLL_CTL_ADD, bell, EPOLLIN | EPOLLET);
    for (;;) {
        atomic_store(&asleep, 1);
        pthread_mutex_lock(&answers.lock);
        int none = answers.head == answers.tail;
        pthread_mutex_unlock(&answers.lock);
        int count = epoll_wait(epoll, ready, BATCH, none ? -1 : 0), arrived = 0;
        atomic_store(&asleep, 0);
        for (int i = 0; i < count; i++) {
            int fd = ready[i].data.fd;
            if (fd == listener) accept_all(EPOLLIN);
            else if (fd == bell) continue;
            else if ((received[fd] = recv(fd, buffer_of(fd), BUFFER, 0)) > 0) fds[arrived++] = fd;
            else if (received[fd] == 0 || errno != EAGAIN) close(fd);
        }
        put(&requests, fds, arrived);
        for (;;) {
            int fd = -1;
            pthread_mutex_lock(&answers.lock);
            if (answers.head != answers.tail) fd = answers.fds[answers.head++ & 0xffff];
            pthread_mutex_unlock(&answers.lock);
            if (fd < 0) break;
            if (send_all(fd, buffer_of(fd), received[fd]) < 0) close(fd);
        }
    }
}
