#include "twin.h"
#include <liburing.h>

enum { ENTRIES = 4096, GROUP = 1, ACCEPT = -1 };
static struct io_uring ring;
static struct io_uring_buf_ring *shared;
static char *shared_memory;

static struct io_uring_sqe *entry(int64_t data)
{
    struct io_uring_sqe *sqe = io_uring_get_sqe(&ring);
    if (!sqe) {
        io_uring_submit(&ring);
        sqe = io_uring_get_sqe(&ring);
    }
    io_uring_sqe_set_data64(sqe, (uint64_t)data);
    return sqe;
}

static void arm_accept(void)
{
    struct io_uring_sqe *sqe = entry(ACCEPT);
    io_uring_prep_multishot_accept(sqe, listener, 0, 0, 0);
    io_uring_sqe_set_data64(sqe, (uint64_t)(int64_t)ACCEPT);
}

static void arm_receive(int fd)
{
    struct io_uring_sqe *sqe = entry(fd);
    io_uring_prep_recv_multishot(sqe, fd, 0, 0, 0);
    io_uring_sqe_set_data64(sqe, (uint64_t)fd);
    sqe->flags |= IOSQE_BUFFER_SELECT;
    sqe->buf_group = GROUP;
}

static void set_up(unsigned flags)
{
    struct io_uring_params parameters = {.flags = IORING_SETUP_CQSIZE | flags, .cq_entries = 4 * ENTRIES, .sq_thread_idle = 10};
    int error = io_uring_queue_init_params(ENTRIES, &ring, &parameters);
    if (error < 0) {
        errno = -error;
        fail("io_uring_setup");
    }
}

// Data of a completion: a descriptor is a receive; shifted by 32 with the buffer's number below, a send.
static void shared_buffers(unsigned flags)
{
    struct io_uring_buf_reg registration = {.ring_entries = ENTRIES, .bgid = GROUP};
    set_up(flags);
    shared_memory = malloc((size_t)ENTRIES * BUFFER);
    if (posix_memalign((void **)&shared, 4096, ENTRIES * sizeof(struct io_uring_buf))) fail("posix_memalign");
    registration.ring_addr = (uintptr_t)shared;
    if (io_uring_register_buf_ring(&ring, &registration, 0) < 0) fail("io_uring_register_buf_ring");
    io_uring_buf_ring_init(shared);
    for (int i = 0; i < ENTRIES; i++) io_uring_buf_ring_add(shared, shared_memory + (size_t)i * BUFFER, BUFFER, i, ENTRIES - 1, i);
    io_uring_buf_ring_advance(shared, ENTRIES);
    arm_accept();
    for (;;) {
        io_uring_submit_and_wait(&ring, 1);
        struct io_uring_cqe *cqe;
        unsigned head, seen = 0;
        int back = 0;
        io_uring_for_each_cqe(&ring, head, cqe) {
            int64_t data = (int64_t)cqe->user_data;
            seen++;
            if (data == ACCEPT) {
                if (cqe->res >= 0) {
                    setsockopt(cqe->res, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int));
                    arm_receive(cqe->res);
                }
                if (!(cqe->flags & IORING_CQE_F_MORE)) arm_accept();
            } else if (data >> 32) {
                int id = (int)(data & 0xffffffff);
                io_uring_buf_ring_add(shared, shared_memory + (size_t)id * BUFFER, BUFFER, id, ENTRIES - 1, back++);
            } else if (cqe->res > 0) {
                int id = cqe->flags >> IORING_CQE_BUFFER_SHIFT;
                struct io_uring_sqe *sqe = entry(0);
                io_uring_prep_send(sqe, (int)data, shared_memory + (size_t)id * BUFFER, cqe->res, MSG_WAITALL | MSG_NOSIGNAL);
                io_uring_sqe_set_data64(sqe, 1ull << 32 | (unsigned)id);
                if (!(cqe->flags & IORING_CQE_F_MORE)) arm_receive((int)data);
            } else if (cqe->res == -ENOBUFS) {
                arm_receive((int)data);
            } else {
                close((int)data);
            }
        }
        io_uring_buf_ring_advance(shared, back);
        io_uring_cq_advance(&ring, seen);
    }
}

static const unsigned deferred = IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN;

void uring(void) { shared_buffers(deferred); }

void uring_sqpoll(void) { shared_buffers(IORING_SETUP_SQPOLL); }

static void receive_once(int fd)
{
    struct io_uring_sqe *sqe = entry(fd);
    io_uring_prep_recv(sqe, fd, buffer_of(fd), BUFFER, 0);
    io_uring_sqe_set_data64(sqe, (uint64_t)fd);
}

void uring_oneshot(void)
{
    set_up(deferred);
    arm_accept();
    for (;;) {
        io_uring_submit_and_wait(&ring, 1);
        struct io_uring_cqe *cqe;
        unsigned head, seen = 0;
        io_uring_for_each_cqe(&ring, head, cqe) {
            int64_t data = (int64_t)cqe->user_data;
            int fd = (int)(data & 0x7fffffff);
            seen++;
            if (data == ACCEPT) {
                if (cqe->res >= 0) {
                    setsockopt(cqe->res, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int));
                    receive_once(cqe->res);
                }
                if (!(cqe->flags & IORING_CQE_F_MORE)) arm_accept();
            } else if (cqe->res <= 0) {
                close(fd);
            } else if (data >> 32) {
                receive_once(fd);
            } else {
                struct io_uring_sqe *sqe = entry(0);
                io_uring_prep_send(sqe, fd, buffer_of(fd), cqe->res, MSG_WAITALL | MSG_NOSIGNAL);
                io_uring_sqe_set_data64(sqe, 1ull << 32 | (unsigned)fd);
            }
        }
        io_uring_cq_advance(&ring, seen);
    }
}
