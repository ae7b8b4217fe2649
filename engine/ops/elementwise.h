#pragma once

#include "engine/graph/graph.h"

namespace lb::engine {

/// Binary ops "add" "sub" "mul" "div" broadcast as NumPy does; their gradients are summed back to the inputs' shapes.
Value operator+(Value a, Value b);
Value operator-(Value a, Value b);
Value operator*(Value a, Value b);
Value operator/(Value a, Value b);

/// "affine" (attributes scale, shift): scale * x + shift.
Value affine(Value x, double scale, double shift);
inline Value operator*(double scale, Value x)
{
    return affine(x, scale, 0.0);
}
inline Value operator*(Value x, double scale)
{
    return affine(x, scale, 0.0);
}
inline Value operator+(Value x, double shift)
{
    return affine(x, 1.0, shift);
}
inline Value operator-(Value x, double shift)
{
    return affine(x, 1.0, -shift);
}
inline Value operator-(double shift, Value x)
{
    return affine(x, -1.0, shift);
}
inline Value operator-(Value x)
{
    return affine(x, -1.0, 0.0);
}

Value exp(Value x);      ///< "exp"
Value log(Value x);      ///< "log"
Value sqrt(Value x);     ///< "sqrt"; the gradient at 0 is infinite: clamp before
Value square(Value x);   ///< "square"
Value abs(Value x);      ///< "abs"; the gradient at 0 is 0
Value relu(Value x);     ///< "relu"; the gradient at 0 is 0
Value tanh(Value x);     ///< "tanh"
Value sigmoid(Value x);  ///< "sigmoid", stable on both sides
Value softplus(Value x); ///< "softplus", max(x, 0) + log1p(exp(-|x|))
Value silu(Value x);     ///< "silu", x sigmoid(x); also called swish
/// "gelu": x Phi(x), Phi the normal distribution function: 0.5 x (1 + erf(x / sqrt 2)). BERT's form.
/// Source: Hendrycks & Gimpel 2016.
Value gelu(Value x);
/// "gelu_tanh": 0.5 x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))). GPT-2's form; up to 5e-4 away from "gelu".
Value geluTanh(Value x);

/// "clamp" (attributes low, high): the gradient passes where low <= x <= high and is 0 elsewhere.
Value clamp(Value x, double low, double high);
/// "greater" (attribute threshold): 1 where x > threshold, else 0. Not differentiable: its gradient is 0.
Value greater(Value x, double threshold);
/// "stop_gradient": x itself; nothing flows back.
Value stopGradient(Value x);

} // namespace lb::engine
